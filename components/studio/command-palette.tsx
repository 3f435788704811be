'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { useRef } from 'react';
import { Kbd } from '@/components/ui/kbd';
import { OVERLAY } from '@/components/ui/overlay-styles';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import { ACTION_GROUPS, type StudioAction } from './model/actions/studio-action';
import { keysOf } from './model/studio-actions';

export interface CommandPaletteProps {
  actions: readonly StudioAction[];
  isOpen: boolean;
  onClose: () => void;
}

/** Every action by its name. What is not possible now is listed too, with the reason. */
export function CommandPalette({ actions, isOpen, onClose }: CommandPaletteProps) {
  const focus = useReturnFocus();
  const chosenRef = useRef<StudioAction | null>(null);
  return (
    <Primitive.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className={OVERLAY} />
        <Primitive.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focus.remember}
          onCloseAutoFocus={(event) => {
            focus.giveBack(event);
            // Now that the focus is back: an action may open a dialog, which returns it there too.
            chosenRef.current?.run();
            chosenRef.current = null;
          }}
          className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[min(70dvh,560px)] w-[min(600px,calc(100vw-24px))] -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line-strong bg-surface-1 shadow-float duration-150 animate-in fade-in-0 zoom-in-[.98]"
        >
          <Primitive.Title className="sr-only">Find a command</Primitive.Title>
          <Command label="Commands" loop filter={matches} className="flex min-h-0 flex-col">
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
              <Command.Input
                placeholder="Type a command or a scene"
                className="h-12 w-full min-w-0 bg-transparent text-lg outline-none placeholder:text-ink-3"
              />
            </div>
            <Command.List label="Commands" className="min-h-0 overflow-y-auto p-2">
              <Command.Empty className="px-3 py-6 text-center text-ink-2">
                No command has these words. Try fewer of them.
              </Command.Empty>
              {ACTION_GROUPS.map((group) => {
                const listed = actions.filter((action) => action.group === group && action.id !== 'palette');
                if (listed.length === 0) return null;
                return (
                  <Command.Group
                    key={group}
                    heading={group}
                    className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-[650] [&_[cmdk-group-heading]]:tracking-[.04em] [&_[cmdk-group-heading]]:text-ink-3"
                  >
                    {listed.map((action) => (
                      <PaletteItem
                        key={action.id}
                        action={action}
                        onChoose={() => {
                          chosenRef.current = action;
                          onClose();
                        }}
                      />
                    ))}
                  </Command.Group>
                );
              })}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** All words that were typed are in the label, in any order. */
const matches = (_id: string, search: string, keywords: string[] = []): number => {
  const text = keywords.join(' ').toLowerCase();
  const words = search.toLowerCase().split(/\s+/);
  return words.every((word) => text.includes(word)) ? 1 : 0;
};

function PaletteItem({ action, onChoose }: { action: StudioAction; onChoose: () => void }) {
  const { id, label, shortcut, isAvailable, reason } = action;
  return (
    <Command.Item
      value={id}
      keywords={[label, action.group]}
      disabled={!isAvailable}
      onSelect={onChoose}
      className="flex min-h-9 cursor-pointer items-center gap-3 rounded-sm px-2.5 py-1.5 data-[disabled=true]:cursor-default data-[selected=true]:bg-surface-4 touch:min-h-11"
    >
      <span className="min-w-0 flex-1">
        <span className={isAvailable ? 'block truncate' : 'block truncate text-ink-3'}>{label}</span>
        {reason !== null && <span className="block text-sm text-ink-3">{reason}</span>}
      </span>
      {shortcut !== null && (
        <span aria-hidden className="flex shrink-0 gap-1">
          {keysOf(shortcut).map((key) => (
            <Kbd key={key} className="px-1.5 text-xs leading-[18px] text-ink-2">
              {key}
            </Kbd>
          ))}
        </span>
      )}
    </Command.Item>
  );
}
