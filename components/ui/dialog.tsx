'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { Button } from './button';
import { classNames } from './class-names';
import { OVERLAY, OVERLAY_PANEL } from './overlay-styles';
import { useReturnFocus } from './use-return-focus';

const WIDTHS = { small: 'sm:max-w-[420px]', medium: 'sm:max-w-[560px]', large: 'sm:max-w-[760px]' } as const;

export interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  description?: ReactNode;
  width?: keyof typeof WIDTHS;
  children: ReactNode;
  /** Buttons of the bottom bar, the main one last. */
  footer?: ReactNode;
  /** Off while something on screen would be lost for ever by a stray press outside. */
  closesOnOutsidePress?: boolean;
}

/** A modal dialog: focus is kept inside and returns to where it came from; Escape closes. */
export function Dialog(props: DialogProps) {
  const {
    isOpen,
    onOpenChange,
    title,
    description,
    width = 'medium',
    children,
    footer,
    closesOnOutsidePress = true,
  } = props;
  const bodyRef = useRef<HTMLDivElement>(null);
  const focus = useReturnFocus();
  return (
    <Primitive.Root open={isOpen} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className={OVERLAY} />
        <Primitive.Content
          className={classNames(OVERLAY_PANEL, WIDTHS[width])}
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            focus.remember();
            focusFirstControl(event, bodyRef.current);
          }}
          onCloseAutoFocus={focus.giveBack}
          onPointerDownOutside={(event) => {
            if (!closesOnOutsidePress) event.preventDefault();
          }}
        >
          <div className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1 pt-0.5">
              <Primitive.Title className="text-lg font-[650] tracking-[-.005em]">{title}</Primitive.Title>
              {description && (
                <Primitive.Description className="mt-1 text-ink-2">{description}</Primitive.Description>
              )}
            </div>
            <Primitive.Close asChild>
              <Button variant="ghost" aria-label="Close" className="-mr-2 w-8 px-0 touch:w-11 touch:px-0">
                <X />
              </Button>
            </Primitive.Close>
          </div>
          <div ref={bodyRef} className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">
            {children}
          </div>
          {footer && <DialogFooter>{footer}</DialogFooter>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The first field, or the first choice, rather than the close button above them: a space typed there would close the dialog. */
function focusFirstControl(event: Event, body: HTMLElement | null): void {
  const control = body?.querySelector<HTMLElement>(
    ':is(input, select, textarea, button):enabled:not([hidden]), a[href]',
  );
  if (!control) return;
  event.preventDefault();
  control.focus();
}

export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-2.5 border-t border-line px-5 py-3.5 max-sm:pb-[max(14px,env(safe-area-inset-bottom))]">
      {children}
    </div>
  );
}
