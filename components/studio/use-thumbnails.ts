'use client';

import { useCallback, useEffect, useRef } from 'react';
import { sceneAlone } from '@/lib/core/scene/program-scene';
import { createScenePosts } from './scene-posts';
import { useStudio } from './studio-context';

export type RegisterThumbnail = (sceneId: string, canvas: HTMLCanvasElement | null) => void;

/** One scene is drawn per beat, in turn: thumbnails look alive and cost the program nothing it would notice. */
const BEAT_MS = 700;
/** Until every scene has its first picture, so that a rail does not fill for seconds. */
const FIRST_BEAT_MS = 100;
const WIDTH_PX = 336;

/** Paints the registered canvases with stills of their scenes. */
export function useThumbnails(): RegisterThumbnail {
  const { compositor, connection, engine } = useStudio();
  const canvasesRef = useRef(new Map<string, HTMLCanvasElement>());
  const emptyRef = useRef(new Set<string>());
  const register = useCallback<RegisterThumbnail>((sceneId, canvas) => {
    if (canvas) {
      canvas.dataset.thumbnail = 'empty';
      canvasesRef.current.set(sceneId, canvas);
      emptyRef.current.add(sceneId);
    } else {
      canvasesRef.current.delete(sceneId);
      emptyRef.current.delete(sceneId);
    }
  }, []);

  useEffect(() => {
    const showRemotes = createScenePosts(connection);
    const hasRemotes = () =>
      engine.get().role.status === 'engine' &&
      connection.get().presence.some(({ page }) => page === 'remote');
    let turn = 0;
    let timer: ReturnType<typeof setTimeout>;
    const nextSceneId = (): string | undefined => {
      const [empty] = emptyRef.current;
      const ids = [...canvasesRef.current.keys()];
      return empty ?? ids[turn++ % Math.max(1, ids.length)];
    };
    const draw = async (): Promise<void> => {
      const { state } = connection.get();
      // Whoever holds a remote sees them although this page is hidden.
      if (!state || (document.hidden && !hasRemotes())) return;
      const sceneId = nextSceneId();
      const canvas = sceneId === undefined ? undefined : canvasesRef.current.get(sceneId);
      if (!canvas || sceneId === undefined) return;
      // One that fails waits for its turn like the others.
      emptyRef.current.delete(sceneId);
      const scene = sceneAlone(state, sceneId, 0);
      if (!scene) return;
      const bitmap = await compositor.renderThumbnail(scene, WIDTH_PX);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      canvas.dataset.thumbnail = 'drawn';
      bitmap.close();
      if (hasRemotes()) showRemotes(sceneId, canvas);
    };
    let isOver = false;
    const beat = async (): Promise<void> => {
      try {
        await draw();
      } catch {
        /* The compositor is busy or closing: the last still stays, the next beat tries again. */
      }
      if (!isOver) wait();
    };
    const wait = (): void => {
      timer = setTimeout(() => void beat(), emptyRef.current.size > 0 ? FIRST_BEAT_MS : BEAT_MS);
    };
    wait();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [compositor, connection, engine]);

  return register;
}
