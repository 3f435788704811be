'use client';

import { createContext, useContext, type ReactNode } from 'react';
import { can, type Action, type Role } from '@/lib/core/access/can';

/** The signed-in person, as the server read it when it rendered the page. */
export interface Viewer {
  userId: string;
  name: string;
  email: string;
  workspaceName: string;
  role: Role;
}

const ViewerContext = createContext<Viewer | null>(null);

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext.Provider value={viewer}>{children}</ViewerContext.Provider>;
}

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (viewer === null) throw new Error('useViewer is for pages inside the (app) layout');
  return viewer;
}

/** What the server would refuse is not offered. */
export function useCan(action: Action): boolean {
  return can(useViewer().role, action);
}
