'use client';

import { useCallback, useMemo, useState } from 'react';
import { toast } from '@/components/ui/toast';
import type { AssetKind } from '@/lib/core/contract/asset';
import { LIMITS } from '@/lib/core/contract/limits';
import { sceneAssets, withoutMissingAssets } from '@/lib/core/scene/scene-assets';
import {
  importCommand,
  readSceneFile,
  writeSceneFile,
  type SceneFileProblem,
} from '@/lib/core/scene/scene-file';
import type { NamedScene } from '@/lib/core/scene/scene-template';
import type { StudioApi } from './studio-api';
import { useStudio } from './studio-context';

/** What is wrong with a file, and whether its scenes are in the show all the same. */
export interface ProblemFile {
  fileName: string;
  isImported: boolean;
  problems: readonly SceneFileProblem[];
}

export interface SceneFiles {
  problemFile: ProblemFile | null;
  forgetProblems: () => void;
  openImport: () => void;
  exportScenes: (sceneIds: readonly string[]) => void;
}

/** What the envelope of a command and its ids add to the scenes. */
const ENVELOPE_BYTES = 2 * 1024;

/** Scenes out to a file and in again. A file is imported with all its scenes or not at all. */
export function useSceneFiles(): SceneFiles {
  const { connection, api } = useStudio();
  const [problemFile, setProblemFile] = useState<ProblemFile | null>(null);

  const takeFile = useCallback(
    async (file: File) => {
      const tell = (isImported: boolean, problems: readonly SceneFileProblem[]) =>
        setProblemFile({ fileName: file.name, isImported, problems });
      const refuse = (...problems: SceneFileProblem[]) => tell(false, problems);
      const read = readSceneFile(await file.text());
      if (!read.ok) return refuse(...read.error);
      const library = await libraryFor(read.value, api);
      if (!library)
        return refuse({
          place: 'The library',
          reason: 'It did not say whether the files of these scenes are there. Try again in a moment.',
        });
      const { scenes, missing } = withoutMissingAssets(read.value, library);
      const command = importCommand(scenes, () => crypto.randomUUID());
      const bytes = new TextEncoder().encode(JSON.stringify(command)).length;
      if (bytes > LIMITS.socketMessageBytes - ENVELOPE_BYTES)
        return refuse({
          place: 'The file',
          reason: `Its logos take ${Math.round(bytes / 1024)} kB, and ${LIMITS.socketMessageBytes / 1024} kB can come at once. Export fewer scenes into one file.`,
        });
      const reply = await connection.command(command);
      if (!reply.ok) return refuse({ place: 'The show', reason: reply.error.message });
      const count = scenes.length;
      toast.success(count === 1 ? 'One scene was imported.' : `${count} scenes were imported.`);
      if (missing.length > 0) tell(true, missing);
    },
    [connection, api],
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
    () => ({ problemFile, forgetProblems: () => setProblemFile(null), openImport, exportScenes }),
    [problemFile, openImport, exportScenes],
  );
}

/** The files that these scenes may show; asked for only where they show one. @returns null: the library did not answer. */
async function libraryFor(
  scenes: readonly NamedScene[],
  api: Pick<StudioApi, 'fetchLibrary'>,
): Promise<ReadonlyMap<string, AssetKind> | null> {
  if (scenes.every(({ document }) => sceneAssets(document).length === 0)) return new Map();
  try {
    return await api.fetchLibrary();
  } catch {
    // The producer is told, and nothing is imported.
    return null;
  }
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
