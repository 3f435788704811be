'use client';

import { DropdownMenu as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';
import { refusal } from './refusal';

export const MENU_PANEL =
  'z-50 min-w-44 max-w-80 rounded-md border border-line-strong bg-surface-2 p-1 shadow-float animate-in fade-in-0 zoom-in-[.98] duration-100';
const ITEM =
  'flex h-8 cursor-pointer items-center gap-2.5 rounded-sm px-2.5 text-base outline-none select-none data-[highlighted]:bg-surface-4 data-[disabled]:cursor-default data-[disabled]:opacity-45 touch:h-11 [&_svg]:size-4 [&_svg]:text-ink-3';

export interface DropdownMenuProps {
  trigger: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'left' | 'right';
  children: ReactNode;
}

export function DropdownMenu({ trigger, align = 'end', side = 'bottom', children }: DropdownMenuProps) {
  return (
    // Not modal: the page behind would be hidden from assistive technology with its focusable parts still in it.
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={MENU_PANEL}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export interface MenuItemProps extends ComponentProps<typeof Primitive.Item> {
  tone?: 'default' | 'danger';
  /** Why it cannot be chosen now, shown under it; null or absent while it can be. */
  reason?: string | null;
}

export function MenuItem({
  tone = 'default',
  reason = null,
  className,
  onSelect,
  children,
  ...props
}: MenuItemProps) {
  return (
    <Primitive.Item
      {...props}
      {...refusal(reason)}
      className={classNames(
        ITEM,
        tone === 'danger' && 'text-air-text [&_svg]:text-air-text',
        reason !== null && 'h-auto min-h-8 py-1 touch:h-auto touch:min-h-11',
        className,
      )}
      // A refused one leaves the menu open: what it says can be read.
      onSelect={reason === null ? onSelect : (event) => event.preventDefault()}
    >
      {reason === null ? (
        children
      ) : (
        <span className="flex min-w-0 flex-col">
          <span className="flex items-center gap-2.5 opacity-50">{children}</span>
          <span aria-hidden className="pl-[26px] text-sm text-ink-3">
            {reason}
          </span>
        </span>
      )}
    </Primitive.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2.5 py-1.5 text-sm text-ink-3">{children}</Primitive.Label>;
}

export function MenuSeparator() {
  return <Primitive.Separator className="mx-1 my-1 h-px bg-line-strong" />;
}
