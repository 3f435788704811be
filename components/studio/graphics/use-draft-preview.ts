'use client';

import { useEffect, useRef, useState, type RefObject } from 'react';
import type { GraphicSpec } from '@/lib/core/contract/graphic';
import { fitGraphicSpec } from '@/lib/core/graphic/fit-graphic-spec';
import { lookOf, restingGraphic } from '@/lib/core/graphic/program-graphics';
import { programScene } from '@/lib/core/scene/program-scene';
import { useStudio } from '../studio-context';

const WIDTH_PX = 640;
/** After a keystroke. */
const DELAY_MS = 120;
/** Clocks go on, images are decoded, people move behind it. */
const BEAT_MS = 1_000;
const DRAFT_ID = 'draft';

/**
 * Draws a draft over the present program, by the compositor that would put it on air.
 * @returns the canvas to show, and whether a text had to be shortened.
 */
export function useDraftPreview(spec: GraphicSpec): {
  canvasRef: RefObject<HTMLCanvasElement | null>;
  isShortened: boolean;
} {
  const { compositor, connection } = useStudio();
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const [shortenedText, setShortenedText] = useState<string | null>(null);
  const text = JSON.stringify(spec);
  const textRef = useRef(text);

  useEffect(() => {
    textRef.current = text;
  }, [text]);
  useEffect(
    () =>
      compositor.onWarning(({ graphicId, reason }) => {
        if (graphicId === DRAFT_ID && reason === 'text-cut') setShortenedText(textRef.current);
      }),
    [compositor],
  );
  useEffect(() => {
    const graphic = { graphicId: DRAFT_ID, spec: fitGraphicSpec(JSON.parse(text) as GraphicSpec).spec };
    let isDrawing = false;
    const draw = async () => {
      const { state } = connection.get();
      if (!state || isDrawing || document.hidden) return;
      isDrawing = true;
      const graphics = { items: [restingGraphic(graphic, state)], look: lookOf(state) };
      try {
        const scene = { ...programScene(state, 0), change: null, graphics };
        const bitmap = await compositor.renderThumbnail(scene, WIDTH_PX);
        const canvas = canvasRef.current;
        canvas?.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        bitmap.close();
      } catch {
        /* The compositor is busy or closing: the last picture stays, the next beat tries again. */
      } finally {
        isDrawing = false;
      }
    };
    const timer = setTimeout(() => void draw(), DELAY_MS);
    const beat = setInterval(() => void draw(), BEAT_MS);
    return () => {
      clearTimeout(timer);
      clearInterval(beat);
    };
  }, [text, compositor, connection]);

  return { canvasRef, isShortened: shortenedText === text };
}
