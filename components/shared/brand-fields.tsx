'use client';

import {
  assetFontId,
  assetOfFont,
  fontIdSchema,
  type Brand,
  type Look,
  type ThemeId,
} from '@/lib/core/contract/brand';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { classNames } from '@/components/ui/class-names';
import { styleOf } from '@/lib/core/layout/graphics/theme';
import { AssetPicker } from './media/asset-picker';
import { LogoField } from './logo-field';

export const THEME_NAMES: Readonly<Record<ThemeId, string>> = {
  clean: 'Clean',
  bold: 'Bold',
  glass: 'Glass',
};
const THEME_IDS = Object.keys(THEME_NAMES) as ThemeId[];

const COLORS = [
  ['primary', 'Plates'],
  ['accent', 'Accent'],
  ['text', 'Text'],
] as const;

export interface BrandFieldsProps {
  brand: Brand;
  onChange: (brand: Brand) => void;
}

/** Theme, colours, font and logo, of a workspace or of one show. */
export function BrandFields({ brand, onChange }: BrandFieldsProps) {
  const patch = (part: Partial<Brand>) => onChange({ ...brand, ...part });
  return (
    <div className="flex flex-col gap-3">
      <ChoiceGroup
        label="Theme"
        value={brand.theme}
        onChoose={(next) => {
          const theme = THEME_IDS.find((known) => known === next);
          if (theme) patch({ theme });
        }}
        className="grid grid-cols-3 gap-2"
      >
        {THEME_IDS.map((theme) => (
          <Choice
            key={theme}
            value={theme}
            className="flex min-w-0 flex-col gap-1.5 p-1.5 text-left text-sm font-[560]"
          >
            <ThemeSample look={{ ...brand, theme }} />
            {THEME_NAMES[theme]}
          </Choice>
        ))}
      </ChoiceGroup>
      <div className="flex flex-wrap items-end gap-2">
        {COLORS.map(([id, label]) => (
          <Field key={id} label={label}>
            {(control) => (
              <input
                {...control}
                type="color"
                value={brand.colors[id].toLowerCase()}
                onChange={(event) => patch({ colors: { ...brand.colors, [id]: event.target.value } })}
                className="h-9 w-12 rounded-sm border border-line-strong bg-surface-2 p-1 touch:h-12"
              />
            )}
          </Field>
        ))}
        <Field label="Font" className="min-w-28 flex-1">
          {(control) => (
            <Select
              {...control}
              value={brand.font}
              onChange={(event) => {
                const font = fontIdSchema.safeParse(event.target.value);
                if (font.success) patch({ font: font.data });
              }}
            >
              <option value="inter">Inter</option>
              <option value="oswald">Oswald (narrow)</option>
              {assetOfFont(brand.font) !== null && <option value={brand.font}>From the library</option>}
            </Select>
          )}
        </Field>
      </div>
      <AssetPicker
        label="Font from the library"
        kind="font"
        onChoose={({ assetId }) => patch({ font: assetFontId(assetId) })}
      />
      <LogoField logo={brand.logo} onChange={(logo) => patch({ logo })} />
    </div>
  );
}

/** A lower third in small, from the same colours that the compositor uses. */
function ThemeSample({ look }: { look: Look }) {
  const style = styleOf(look);
  const isBlocks = style.theme.rows === 'blocks';
  return (
    <span aria-hidden className="stage-ground flex aspect-video items-end rounded-[3px] p-1">
      <span
        className={classNames('flex min-w-0 overflow-hidden', isBlocks && 'flex-col items-start')}
        style={{
          background: isBlocks ? undefined : style.plate,
          borderRadius: style.theme.radiusPx / 4,
          border: style.border ? `1px solid ${style.border}` : undefined,
        }}
      >
        {!isBlocks && <span style={{ width: 2, background: style.accent }} />}
        <span className="px-1.5 py-1" style={{ background: isBlocks ? style.accent : undefined }}>
          <Line width={26} color={isBlocks ? style.onAccent : style.text} />
        </span>
        {isBlocks && (
          <span className="px-1.5 py-[3px]" style={{ background: style.plate }}>
            <Line width={16} color={style.text} />
          </span>
        )}
      </span>
    </span>
  );
}

/** Stands for text that would be too small to read. */
function Line({ width, color }: { width: number; color: string }) {
  return <span className="block h-[3px] rounded-full" style={{ width, background: color }} />;
}
