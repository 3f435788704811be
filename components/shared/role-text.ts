import type { Role } from '@/lib/core/access/can';

export type WorkspaceRole = Exclude<Role, 'seat' | 'anyone'>;

/** Strongest first, as pickers list them. */
export const WORKSPACE_ROLES = [
  'owner',
  'admin',
  'producer',
  'host',
  'viewer',
] as const satisfies readonly WorkspaceRole[];

export const ROLE_NAMES: Record<WorkspaceRole, string> = {
  owner: 'Owner',
  admin: 'Admin',
  producer: 'Producer',
  host: 'Host',
  viewer: 'Viewer',
};

export const ROLE_TEXTS: Record<WorkspaceRole, string> = {
  owner: 'Everything, including other owners',
  admin: 'Team, destinations and stream keys, activity',
  producer: 'Creates and runs shows, invites guests, goes live',
  host: 'Enters the studio, lets guests in, appears on camera',
  viewer: 'Sees shows, changes nothing',
};
