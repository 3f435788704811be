'use client';

import { useMemo } from 'react';
import { useSceneFiles } from './use-scene-files';
import { useStudioDialogs } from './use-studio-dialogs';

/** What actions open, and the state of it: dialogs and files. The ports keep their identity. */
export function useActionPorts() {
  const { dialog, close, openers } = useStudioDialogs();
  const files = useSceneFiles();
  const { openImport, exportScenes } = files;
  const ports = useMemo(
    () => ({ ...openers, openImport, exportScenes }),
    [openers, openImport, exportScenes],
  );
  return { dialog, close, files, ports };
}
