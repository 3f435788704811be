'use client';

import { Toaster as Sonner } from 'sonner';

export { toast } from 'sonner';

/** One per page, in the root layout. */
export function Toaster() {
  return (
    <Sonner
      theme="dark"
      position="bottom-right"
      gap={10}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-start gap-2.5 rounded-md border border-line-strong bg-surface-2 px-3.5 py-3 text-base text-ink-1 shadow-float sm:w-[356px]',
          title: 'font-[560]',
          description: 'mt-0.5 text-ink-2',
          icon: 'mt-px shrink-0 [&_svg]:size-4',
          content: 'min-w-0 flex-1',
          error: 'border-air/60 [&_[data-icon]]:text-air-bright',
          success: '[&_[data-icon]]:text-preview',
          actionButton:
            'shrink-0 rounded-sm border border-line-strong bg-surface-3 px-2 py-0.5 text-sm font-[550]',
        },
      }}
    />
  );
}
