import type { Brand } from '../brand';
import type { Graphic, GraphicSpec } from '../graphic';

export type GraphicEvent =
  | { type: 'graphic.put'; graphic: Graphic; index: number }
  | { type: 'graphic.updated'; graphicId: string; name: string; spec: GraphicSpec }
  | { type: 'graphic.removed'; graphicId: string }
  | { type: 'graphic.reordered'; graphicIds: string[] }
  | { type: 'graphic.shown'; graphicId: string; atMs: number }
  | { type: 'graphic.hidden'; graphicId: string; atMs: number }
  | { type: 'scene.graphicsSet'; sceneId: string; graphicIds: string[] }
  | { type: 'brand.set'; brand: Brand };
