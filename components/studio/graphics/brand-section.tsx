'use client';

import { ChevronRight } from 'lucide-react';
import { BrandFields, THEME_NAMES } from '@/components/shared/brand-fields';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import type { Brand, FontId } from '@/lib/core/contract/brand';
import { RoleNote } from '../role-note';
import { useMay, useSend, useShow, useStudio } from '../studio-context';
import { EditGuard } from '../team/edit-guard';
import { OverwriteNote } from '../team/overwrite-note';
import { useDraft } from '../team/use-draft';

/** How all graphics of this show look. A draft until it is applied: it changes what is on air. */
export function BrandSection() {
  const { brand } = useShow();
  const mayEdit = useMay('show.setBrand');
  const { colors, theme, font } = brand;
  return (
    <details className="group rounded-md border border-line bg-surface-2">
      <summary className="flex cursor-pointer list-none items-center gap-2.5 rounded-md p-3 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 text-ink-3 transition-transform group-open:rotate-90" />
        <h3 className="font-semibold">Brand</h3>
        <span className="flex-1 truncate text-sm text-ink-3">
          {THEME_NAMES[theme]} · {fontName(font)}
        </span>
        <span aria-hidden className="flex gap-1">
          {[colors.primary, colors.accent, colors.text].map((color, index) => (
            <span
              key={index}
              className="size-4 rounded-full border border-line-strong"
              style={{ background: color }}
            />
          ))}
        </span>
      </summary>
      <fieldset disabled={!mayEdit} className="min-w-0 border-t border-line p-3">
        <legend className="sr-only">Brand of this show</legend>
        <RoleNote action="show.setBrand" />
        <EditGuard subject="brand">
          <BrandEditor brand={brand} />
        </EditGuard>
      </fieldset>
    </details>
  );
}

const fontName = (font: FontId): string =>
  font === 'inter' ? 'Inter' : font === 'oswald' ? 'Oswald' : 'A font of the library';

function BrandEditor({ brand }: { brand: Brand }) {
  const { api } = useStudio();
  const send = useSend();
  const draft = useDraft(brand);
  const takeWorkspace = async () => {
    try {
      draft.set(await api.fetchBrand());
    } catch {
      toast.error("We couldn't load the workspace's brand. Try again.");
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <BrandFields brand={draft.value} onChange={draft.set} />
      {draft.theirs && <OverwriteNote onTakeTheirs={draft.drop} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="small" variant="ghost" onClick={() => void takeWorkspace()}>
          Use the workspace&apos;s
        </Button>
        <Button
          size="small"
          variant="primary"
          reason={draft.isTyped ? null : 'Nothing is changed.'}
          onClick={() => {
            send({ type: 'show.setBrand', brand: draft.value });
            draft.drop();
          }}
        >
          Apply to this show
        </Button>
      </div>
    </div>
  );
}
