'use client';

import { CommandPalette } from './command-palette';
import { GoLiveDialogs } from './go-live-dialogs';
import { ImportProblemsDialog } from './import-problems-dialog';
import type { StudioAction } from './model/actions/studio-action';
import { NewSceneDialog } from './new-scene-dialog';
import { RemoteDialog } from './remote-dialog';
import { RenameDialog } from './rename-dialog';
import { ShortcutsDialog } from './shortcuts-dialog';
import { useSend, useShow } from './studio-context';
import type { SceneFiles } from './use-scene-files';
import type { StudioDialog } from './use-studio-dialogs';

export interface StudioDialogsProps {
  dialog: StudioDialog;
  actions: StudioAction[];
  files: SceneFiles;
  onClose: () => void;
}

export function StudioDialogs({ dialog, actions, files, onClose }: StudioDialogsProps) {
  const { scenes } = useShow();
  const send = useSend();
  const renamed =
    dialog.kind === 'rename' ? scenes.find(({ sceneId }) => sceneId === dialog.sceneId) : undefined;
  const onOpenChange = (isOpen: boolean) => !isOpen && onClose();
  return (
    <>
      <GoLiveDialogs question={dialog.kind === 'on-air' ? dialog.question : null} onClose={onClose} />
      <ShortcutsDialog actions={actions} isOpen={dialog.kind === 'help'} onOpenChange={onOpenChange} />
      <CommandPalette actions={actions} isOpen={dialog.kind === 'palette'} onClose={onClose} />
      <RemoteDialog isOpen={dialog.kind === 'remote'} onOpenChange={onOpenChange} />
      <NewSceneDialog
        isOpen={dialog.kind === 'new-scene'}
        onOpenImport={files.openImport}
        onClose={onClose}
      />
      {renamed && (
        <RenameDialog
          title="Rename scene"
          label="Scene name"
          subject={`scene:${renamed.sceneId}/name`}
          name={renamed.name}
          onClose={onClose}
          onRename={(name) => send({ type: 'scene.rename', sceneId: renamed.sceneId, name })}
        />
      )}
      <ImportProblemsDialog file={files.problemFile} onClose={files.forgetProblems} />
    </>
  );
}
