import type { Brand } from '@/lib/core/contract/brand';
import type { Graphic, GraphicKind, GraphicSpec } from '@/lib/core/contract/graphic';
import { GRAPHIC_CHARS } from '@/lib/core/graphic/fit-graphic-spec';

export const GRAPHIC_KINDS: readonly { kind: GraphicKind; name: string; hint: string }[] = [
  { kind: 'lower-third', name: 'Lower third', hint: 'A name and a title' },
  { kind: 'banner', name: 'Banner', hint: 'One line across' },
  { kind: 'ticker', name: 'Ticker', hint: 'Items that run along the bottom' },
  { kind: 'message', name: 'Message', hint: 'What a viewer wrote' },
  { kind: 'logo-bug', name: 'Logo', hint: 'A sign in a corner' },
  { kind: 'countdown', name: 'Countdown', hint: 'To a time, or for minutes' },
  { kind: 'clock', name: 'Clock', hint: 'The time somewhere' },
  { kind: 'image', name: 'Image', hint: 'Full screen or in a corner' },
];

export const kindName = (kind: GraphicKind): string =>
  GRAPHIC_KINDS.find((known) => known.kind === kind)?.name ?? kind;

export interface NewGraphicFacts {
  brand: Brand;
  timeZone: string;
}

/** What an editor starts with. */
export function newGraphicSpec(kind: GraphicKind, { brand, timeZone }: NewGraphicFacts): GraphicSpec {
  switch (kind) {
    case 'lower-third':
      return { kind, title: '', subtitle: '', seatId: null, align: 'left' };
    case 'banner':
      return { kind, text: '', edge: 'bottom' };
    case 'ticker':
      return { kind, label: '', items: [], speedPxPerSecond: 120 };
    case 'message':
      return { kind, author: '', text: '', align: 'left' };
    case 'logo-bug':
      return { kind, logo: brand.logo, corner: 'top-right' };
    case 'countdown':
      return {
        ...{ kind, label: 'We start in', target: { kind: 'duration' as const, durationMs: 300_000 } },
        ...{ atZero: 'stay' as const, place: 'center' as const },
      };
    case 'clock':
      return { kind, label: '', timeZone, hours: 24, showsSeconds: false, corner: 'top-left' };
    case 'image':
      return { kind, dataUrl: '', place: 'full' };
  }
}

/** What is still missing before a graphic says anything: where to look, and what to do. */
export function missingPart(spec: GraphicSpec): { path: string; text: string } | null {
  switch (spec.kind) {
    case 'lower-third':
      return spec.title.trim() === '' && spec.seatId === null
        ? { path: 'title', text: 'Type a name, or choose a person.' }
        : null;
    case 'banner':
    case 'message':
      return spec.text.trim() === '' ? { path: 'text', text: 'Type what it says.' } : null;
    case 'ticker':
      return spec.items.every((item) => item.trim() === '')
        ? { path: 'items', text: 'Type at least one item.' }
        : null;
    case 'logo-bug':
      return spec.logo.kind === 'none' ? { path: 'logo', text: 'Type a text or choose an image.' } : null;
    case 'image':
      return spec.dataUrl === '' ? { path: 'dataUrl', text: 'Choose an image.' } : null;
    case 'countdown':
    case 'clock':
      return null;
  }
}

/** A name for the list, from what the graphic says; the kind's where it says nothing. */
export function suggestedName(spec: GraphicSpec, seatName: string): string {
  const said = firstWords(spec, seatName).trim();
  return (said === '' ? kindName(spec.kind) : said).slice(0, GRAPHIC_CHARS.title);
}

function firstWords(spec: GraphicSpec, seatName: string): string {
  switch (spec.kind) {
    case 'lower-third':
      return spec.title === '' ? seatName : spec.title;
    case 'banner':
      return spec.text;
    case 'message':
      return spec.author === '' ? spec.text : `${spec.author}: ${spec.text}`;
    case 'ticker':
      return spec.label === '' ? (spec.items[0] ?? '') : spec.label;
    case 'countdown':
    case 'clock':
      return spec.label;
    case 'logo-bug':
      return spec.logo.kind === 'text' ? spec.logo.text : '';
    case 'image':
      return '';
  }
}

/** How a graphic is told from others of its kind in the list, in a few words. */
export function graphicSummary(graphic: Graphic, sceneNames: readonly string[]): string {
  const kind = kindName(graphic.spec.kind);
  return sceneNames.length === 0 ? kind : `${kind} · with ${sceneNames.join(', ')}`;
}
