import type { Role } from '@/lib/core/access/can';

/** Roles that a membership can hold. */
export type WorkspaceRole = Exclude<Role, 'seat' | 'anyone'>;

/** The signed-in person of one request, as read from the session and the membership a moment ago. */
export interface Actor {
  userId: string;
  name: string;
  workspaceId: string;
  role: WorkspaceRole;
  sessionId: string;
}

/** A browser that has signed in. Whether that person may do anything here is the actor's business. */
export interface SignedInUser {
  userId: string;
  name: string;
  sessionId: string;
}
