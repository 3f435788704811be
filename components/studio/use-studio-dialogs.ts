'use client';

import { useCallback, useMemo, useState } from 'react';
import type { OnAirQuestion } from './go-live-dialogs';

/** The one dialog that is open, if any. */
export type StudioDialog =
  | { kind: 'none' }
  | { kind: 'on-air'; question: OnAirQuestion }
  | { kind: 'help' }
  | { kind: 'palette' }
  | { kind: 'remote' }
  | { kind: 'new-scene' }
  | { kind: 'rename'; sceneId: string };

const NONE: StudioDialog = { kind: 'none' };

export function useStudioDialogs() {
  const [dialog, setDialog] = useState<StudioDialog>(NONE);
  const openers = useMemo(
    () => ({
      askGoLive: () => setDialog({ kind: 'on-air', question: 'go-live' }),
      askEndShow: () => setDialog({ kind: 'on-air', question: 'end-show' }),
      openHelp: () => setDialog({ kind: 'help' }),
      openPalette: () => setDialog({ kind: 'palette' }),
      openRemote: () => setDialog({ kind: 'remote' }),
      openNewScene: () => setDialog({ kind: 'new-scene' }),
      openRename: (sceneId: string) => setDialog({ kind: 'rename', sceneId }),
    }),
    [],
  );
  const close = useCallback(() => setDialog(NONE), []);
  return { dialog, close, openers };
}
