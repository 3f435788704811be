import * as z from 'zod';
import { colorSchema, logoSchema } from './logo';

export const themeIdSchema = z.enum(['clean', 'bold', 'glass']);
export type ThemeId = z.infer<typeof themeIdSchema>;

/** Fonts that the compositor brings along; `lib/browser/compositor/worker/load-fonts.ts` has their files. */
const bundledFontSchema = z.enum(['inter', 'oswald']);
export type BundledFontId = z.infer<typeof bundledFontSchema>;

/** `asset:<assetId>`: a font of the media library. */
export type AssetFontId = `asset:${string}`;
const ASSET_FONT = /^asset:([A-Za-z0-9_-]{1,64})$/;
const assetFontSchema = z.custom<AssetFontId>(
  (value) => typeof value === 'string' && ASSET_FONT.test(value),
  'This is not a font of the library.',
);

export const fontIdSchema = z.union([bundledFontSchema, assetFontSchema]);
export type FontId = z.infer<typeof fontIdSchema>;

export const assetFontId = (assetId: string): AssetFontId => `asset:${assetId}`;

/** null: a font that the compositor brings along. */
export const assetOfFont = (font: FontId): string | null => ASSET_FONT.exec(font)?.[1] ?? null;

/** How every graphic of a show looks. Themes decide what each colour is used for. */
export const lookSchema = z.object({
  theme: themeIdSchema,
  font: fontIdSchema,
  colors: z.object({ primary: colorSchema, accent: colorSchema, text: colorSchema }),
});
export type Look = z.infer<typeof lookSchema>;

/** A workspace has one, new shows start with it, each show may have its own. `logo` is what new logo bugs show. */
export const brandSchema = lookSchema.extend({ logo: logoSchema });
export type Brand = z.infer<typeof brandSchema>;

/** Near-black plates and a blue that is the house's own: readable over any picture. */
export const DEFAULT_BRAND: Brand = {
  theme: 'clean',
  font: 'inter',
  colors: { primary: '#0b1020', accent: '#4d7cfe', text: '#f5f7fa' },
  logo: { kind: 'none' },
};
