'use client';

import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import type { StudioAction } from './model/studio-actions';

const GROUPS: readonly StudioAction['group'][] = ['Scenes', 'Layouts', 'People', 'Show', 'Help'];

export interface ShortcutsDialogProps {
  actions: readonly StudioAction[];
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Every key, from the same table that the keys run. */
export function ShortcutsDialog({ actions, isOpen, onOpenChange }: ShortcutsDialogProps) {
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title="Keyboard shortcuts" width="medium">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {GROUPS.map((group) => {
          const listed = actions.filter((action) => action.group === group && action.shortcut !== null);
          if (listed.length === 0) return null;
          return (
            <section key={group}>
              <h3 className="mb-1.5 text-sm font-[620] text-ink-2">{group}</h3>
              <ul className="flex flex-col gap-1">
                {listed.map(({ id, label, shortcut }) => (
                  <li key={id} className="flex items-center justify-between gap-4">
                    <span className="truncate">{label}</span>
                    <Kbd className="px-1.5 text-xs leading-[18px] text-ink-2">
                      {shortcut?.length === 1 ? shortcut.toUpperCase() : shortcut}
                    </Kbd>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
