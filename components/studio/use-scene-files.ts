'use client';

import { useCallback, useMemo, useState } from 'react';
import { toast } from '@/components/ui/toast';
import { LIMITS } from '@/lib/core/contract/limits';
import {
  importCommand,
  readSceneFile,
  writeSceneFile,
  type SceneFileProblem,
} from '@/lib/core/scene/scene-file';
import { useStudio } from './studio-context';

/** A file that was not imported, and why. */
export interface RefusedFile {
  fileName: string;
  problems: readonly SceneFileProblem[];
}

export interface SceneFiles {
  refused: RefusedFile | null;
  forgetRefused: () => void;
  openImport: () => void;
  exportScenes: (sceneIds: readonly string[]) => void;
}

/** What the envelope of a command and its ids add to the scenes. */
const ENVELOPE_BYTES = 2 * 1024;

/** Scenes out to a file and in again. A file is imported with all its scenes or not at all. */
export function useSceneFiles(): SceneFiles {
  const { connection } = useStudio();
  const [refused, setRefused] = useState<RefusedFile | null>(null);

  const takeFile = useCallback(
    async (file: File) => {
      const refuse = (...problems: SceneFileProblem[]) => setRefused({ fileName: file.name, problems });
      const read = readSceneFile(await file.text());
      if (!read.ok) return refuse(...read.error);
      const command = importCommand(read.value, () => crypto.randomUUID());
      const bytes = new TextEncoder().encode(JSON.stringify(command)).length;
      if (bytes > LIMITS.socketMessageBytes - ENVELOPE_BYTES)
        return refuse({
          place: 'The file',
          reason: `Its logos take ${Math.round(bytes / 1024)} kB, and ${LIMITS.socketMessageBytes / 1024} kB can come at once. Export fewer scenes into one file.`,
        });
      const reply = await connection.command(command);
      if (!reply.ok) return refuse({ place: 'The show', reason: reply.error.message });
      const count = read.value.length;
      toast.success(count === 1 ? 'One scene was imported.' : `${count} scenes were imported.`);
    },
    [connection],
  );

  const openImport = useCallback(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.onchange = () => {
      const [file] = input.files ?? [];
      if (file) void takeFile(file);
    };
    input.click();
  }, [takeFile]);

  const exportScenes = useCallback(
    (sceneIds: readonly string[]) => {
      const { state } = connection.get();
      if (!state) return;
      const scenes = state.scenes.filter(({ sceneId }) => sceneIds.includes(sceneId));
      const [only] = scenes;
      save(
        `${fileName(scenes.length === 1 && only ? only.name : state.title)}.scene.json`,
        writeSceneFile(scenes),
      );
    },
    [connection],
  );

  return useMemo(
    () => ({ refused, forgetRefused: () => setRefused(null), openImport, exportScenes }),
    [refused, openImport, exportScenes],
  );
}

/** Letters and digits of any script; everything else may mean something to some file system. */
const fileName = (name: string): string =>
  name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '') || 'scenes';

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
