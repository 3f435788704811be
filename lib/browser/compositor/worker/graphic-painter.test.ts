import { expect, it } from 'vitest';
import { DEFAULT_BRAND } from '@/lib/core/contract/brand';
import type { SceneGraphics } from '@/lib/core/contract/scene-document';
import { GraphicPainter } from './graphic-painter';

const SHOWN_MS = 50_000;
const SCENE: SceneGraphics = {
  look: DEFAULT_BRAND,
  items: [
    {
      graphicId: 'g',
      spec: { kind: 'banner', text: 'Hello', edge: 'bottom' },
      shownAtMs: SHOWN_MS,
      hiddenAtMs: null,
    },
  ],
};

it('draws anew while something moves, and keeps its steps at rest', () => {
  const painter = new GraphicPainter({ width: 1280, height: 720 });
  expect(painter.ops(SHOWN_MS)).toEqual([]);
  painter.put(SCENE);
  expect(painter.ops(SHOWN_MS)).toEqual([]);
  const moving = painter.ops(SHOWN_MS + 100);
  expect(painter.ops(SHOWN_MS + 133)).not.toBe(moving);
  const rest = painter.ops(SHOWN_MS + 2_000);
  expect(rest).toHaveLength(1);
  expect(painter.ops(SHOWN_MS + 2_033)).toBe(rest);
  expect(painter.ops(SHOWN_MS + 99_000)).toBe(rest);
});

it('follows a clock that was set back', () => {
  const painter = new GraphicPainter({ width: 1280, height: 720 });
  painter.put(SCENE);
  const rest = painter.ops(SHOWN_MS + 2_000);
  expect(painter.ops(SHOWN_MS + 100)).not.toBe(rest);
});

it('shows nothing for a scene without graphics', () => {
  const painter = new GraphicPainter({ width: 1280, height: 720 });
  painter.put(SCENE);
  painter.ops(SHOWN_MS + 2_000);
  painter.put(undefined);
  expect(painter.ops(SHOWN_MS + 3_000)).toEqual([]);
});
