'use client';

import { useCallback, useEffect, useRef } from 'react';
import { sceneAlone } from '@/lib/core/scene/program-scene';
import { useStudio } from './studio-context';

export type RegisterThumbnail = (sceneId: string, canvas: HTMLCanvasElement | null) => void;

/** One scene is drawn per beat, in turn: thumbnails look alive and cost the program nothing it would notice. */
const BEAT_MS = 700;
const WIDTH_PX = 336;

/** Paints the registered canvases with stills of their scenes. */
export function useThumbnails(): RegisterThumbnail {
  const { compositor, connection } = useStudio();
  const canvasesRef = useRef(new Map<string, HTMLCanvasElement>());
  const register = useCallback<RegisterThumbnail>((sceneId, canvas) => {
    if (canvas) canvasesRef.current.set(sceneId, canvas);
    else canvasesRef.current.delete(sceneId);
  }, []);

  useEffect(() => {
    let turn = 0;
    let isDrawing = false;
    const draw = async () => {
      const { state } = connection.get();
      const ids = [...canvasesRef.current.keys()];
      const sceneId = ids[turn++ % Math.max(1, ids.length)];
      const canvas = sceneId === undefined ? undefined : canvasesRef.current.get(sceneId);
      if (document.hidden || isDrawing || !state || !canvas || sceneId === undefined) return;
      const scene = sceneAlone(state, sceneId, 0);
      if (!scene) return;
      isDrawing = true;
      try {
        const bitmap = await compositor.renderThumbnail(scene, WIDTH_PX);
        canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        bitmap.close();
      } catch {
        /* The compositor is busy or closing: the last still stays, the next beat tries again. */
      } finally {
        isDrawing = false;
      }
    };
    const timer = setInterval(() => void draw(), BEAT_MS);
    return () => clearInterval(timer);
  }, [compositor, connection]);

  return register;
}
