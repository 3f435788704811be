'use client';

import { useMemo } from 'react';
import { useSceneFiles } from './use-scene-files';
import { useStudioDialogs } from './use-studio-dialogs';

/** What actions open, and the state of it: dialogs and files. The ports keep their identity. */
export function useActionPorts() {
  const { dialog, close, ...openers } = useStudioDialogs();
  const { askGoLive, askEndShow, openHelp, openPalette, openRemote, openNewScene, openRename } = openers;
  const files = useSceneFiles();
  const { openImport, exportScenes } = files;
  const ports = useMemo(
    () => ({
      askGoLive,
      askEndShow,
      openHelp,
      openPalette,
      openRemote,
      openNewScene,
      openRename,
      openImport,
      exportScenes,
    }),
    [
      askGoLive,
      askEndShow,
      openHelp,
      openPalette,
      openRemote,
      openNewScene,
      openRename,
      openImport,
      exportScenes,
    ],
  );
  return { dialog, close, files, ports };
}
