'use client';

import { Tabs as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface TabItem {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

export interface TabsProps {
  items: TabItem[];
  /** Names the row of tabs for assistive technology. */
  label: string;
  value?: string;
  defaultValue?: string;
  onValueChange?: (id: string) => void;
  className?: string | undefined;
  panelClassName?: string | undefined;
}

export function Tabs({
  items,
  label,
  value,
  defaultValue,
  onValueChange,
  className,
  panelClassName,
}: TabsProps) {
  const first = defaultValue ?? items[0]?.id ?? '';
  return (
    <Primitive.Root
      className={className}
      {...(value === undefined ? { defaultValue: first } : { value })}
      {...(onValueChange ? { onValueChange } : {})}
    >
      <Primitive.List
        aria-label={label}
        className="flex gap-0.5 overflow-x-auto border-b border-line [scrollbar-width:none]"
      >
        {items.map((item) => (
          <Primitive.Trigger
            key={item.id}
            value={item.id}
            className="relative flex shrink-0 items-center gap-1.5 rounded-t-sm px-2.5 pt-1.5 pb-2.5 text-sm font-[560] text-ink-3 transition-colors hover:text-ink-1 focus-visible:-outline-offset-2 data-[state=active]:text-ink-1 data-[state=active]:shadow-[inset_0_-2px_var(--accent-text)] touch:min-h-11 touch:px-3.5 touch:text-base"
          >
            {item.label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {items.map((item) => (
        <Primitive.Content
          key={item.id}
          value={item.id}
          className={classNames('pt-4 focus-visible:outline-offset-4', panelClassName)}
        >
          {item.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
