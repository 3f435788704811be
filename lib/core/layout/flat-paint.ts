import type { FlatPaint, Paint } from '../contract/scene-document';

/** What lies behind a background that comes from a file, and stands in for it where files are not drawn. */
export const BEHIND_FILES: FlatPaint = { kind: 'color', color: '#000000' };

export const flatPaint = (paint: Paint): FlatPaint =>
  paint.kind === 'color' || paint.kind === 'gradient' ? paint : BEHIND_FILES;
