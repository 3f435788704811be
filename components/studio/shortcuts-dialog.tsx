'use client';

import type { ReactNode } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { ACTION_GROUPS, type StudioAction } from './model/actions/studio-action';
import { keysOf } from './model/studio-actions';

/** Of the handle that shows on a card with the keyboard on it (components/ui/sortable.tsx). */
const ORDER_KEYS = [
  { label: 'Pick up by its handle, put down', keys: ['Space'] },
  { label: 'Move what is picked up', keys: ['←', '→', '↑', '↓'] },
  { label: 'Leave it where it was', keys: ['Esc'] },
] as const;

/** Of a place in a free layout (components/studio/free-editor.tsx). */
const SLOT_KEYS = [
  { label: 'Move a place by a pixel, with Shift by ten', keys: ['←', '→', '↑', '↓'] },
  { label: 'Make it larger or smaller', keys: ['Alt', '←', '→', '↑', '↓'] },
  { label: 'Take it away', keys: ['Delete'] },
] as const;

/** What keys do beside the table's actions. */
const FOCUS_KEYS = [
  { label: 'Leave a field or a button, so that keys act on the show', keys: ['Esc'] },
] as const;

export interface ShortcutsDialogProps {
  actions: readonly StudioAction[];
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Every key, from the same table that the keys run. */
export function ShortcutsDialog({ actions, isOpen, onOpenChange }: ShortcutsDialogProps) {
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title="Keyboard shortcuts" width="large">
      {/* Focusable, so that the arrow keys scroll what does not fit. */}
      <div role="region" aria-label="All shortcuts" tabIndex={0} className="gap-x-8 rounded-sm sm:columns-2">
        {ACTION_GROUPS.map((group) => {
          const listed = actions.filter((action) => action.group === group && action.shortcut !== null);
          if (listed.length === 0) return null;
          return (
            <section key={group} className="mb-5">
              <h3 className="mb-1.5 text-sm font-[620] text-ink-2">{group}</h3>
              <ul className="flex flex-col gap-1">
                {listed.map(({ id, label, shortcut }) => (
                  <li key={id} className="flex break-inside-avoid items-center justify-between gap-4">
                    <span className="truncate">{label}</span>
                    <span className="flex shrink-0 gap-1">
                      {keysOf(shortcut ?? '').map((key) => (
                        <Key key={key}>{key}</Key>
                      ))}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
        <KeyList title="Moving about" list={FOCUS_KEYS} />
        <KeyList title="Putting scenes and people in order" list={ORDER_KEYS} />
        <KeyList title="Places in a free layout" list={SLOT_KEYS} />
      </div>
    </Dialog>
  );
}

function Key({ children }: { children: ReactNode }) {
  return <Kbd className="px-1.5 text-xs leading-[18px] text-ink-2">{children}</Kbd>;
}

function KeyList({
  title,
  list,
}: {
  title: string;
  list: readonly { label: string; keys: readonly string[] }[];
}) {
  return (
    <section className="mb-5 break-inside-avoid">
      <h3 className="mb-1.5 text-sm font-[620] text-ink-2">{title}</h3>
      <ul className="flex flex-col gap-1">
        {list.map(({ label, keys }) => (
          <li key={label} className="flex items-center justify-between gap-4">
            <span>{label}</span>
            <span className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
