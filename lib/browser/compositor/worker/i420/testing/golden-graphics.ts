import { DEFAULT_BRAND, themeIdSchema, type ThemeId } from '@/lib/core/contract/brand';
import type { GraphicSpec } from '@/lib/core/contract/graphic';
import type { SceneGraphics } from '@/lib/core/contract/scene-document';
import { graphicOps, layOutGraphics } from '@/lib/core/layout/graphics/graphic-layer';
import { EVERY_SPEC } from '@/lib/core/layout/graphics/testing/every-spec';
import { THEMES } from '@/lib/core/layout/graphics/theme';
import type { FramePlan } from '@/lib/core/layout/staging';
import type { CanvasSize } from '@/lib/core/layout/placement';
import type { GoldenScene } from './golden-scenes';

/** A Wednesday noon: clocks and countdowns show it. */
const SHOWN_MS = Date.UTC(2026, 10, 25, 12);
const REST_MS = 2_000;

/**
 * Every kind of graphic that is made of letters and plates, in every theme: coming, there, and going. Pictures are drawn
 * as logos are, and come when they are decoded.
 */
export const GRAPHIC_SCENES: readonly GoldenScene[] = themeIdSchema.options.flatMap((theme) => {
  const { inMs, outMs } = THEMES[theme].motion;
  const hiddenAtMs = SHOWN_MS + REST_MS;
  return [
    { name: `graphics-${theme}-coming`, plan: planOf(theme, SHOWN_MS + inMs * 0.4, null) },
    { name: `graphics-${theme}-there`, plan: planOf(theme, SHOWN_MS + REST_MS / 2, null) },
    { name: `graphics-${theme}-going`, plan: planOf(theme, hiddenAtMs + outMs * 0.4, hiddenAtMs) },
  ];
});

function planOf(theme: ThemeId, nowMs: number, hiddenAtMs: number | null): (canvas: CanvasSize) => FramePlan {
  return (canvas) => ({
    ops: [{ kind: 'background', paint: { kind: 'gradient', from: '#406088', to: '#182030', angleDeg: 120 } }],
    mix: null,
    over: graphicOps(layOutGraphics(graphicsOf(theme, hiddenAtMs), canvas), nowMs).ops,
  });
}

function graphicsOf(theme: ThemeId, hiddenAtMs: number | null): SceneGraphics {
  return {
    look: { ...DEFAULT_BRAND, theme, font: theme === 'bold' ? 'oswald' : 'inter' },
    items: SPECS.map((spec, index) => ({ graphicId: `g${index}`, spec, shownAtMs: SHOWN_MS, hiddenAtMs })),
  };
}

/** One of a kind, each in a place of its own. */
const SPECS: readonly GraphicSpec[] = EVERY_SPEC.flatMap((spec): GraphicSpec[] => {
  if (spec.kind === 'image' || (spec.kind === 'countdown' && spec.place !== 'center')) return [];
  return spec.kind === 'message' ? [{ ...spec, align: 'right' }] : [spec];
});
