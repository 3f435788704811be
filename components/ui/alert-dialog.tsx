'use client';

import { AlertDialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { classNames } from './class-names';
import { OVERLAY, OVERLAY_PANEL } from './overlay-styles';
import { useReturnFocus } from './use-return-focus';

export interface AlertDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  description: ReactNode;
  /** Says what happens: "Remove destination", never "OK". */
  confirmLabel: string;
  cancelLabel?: string;
  isLoading?: boolean;
  /** What helps to decide, between the question and the answers. */
  children?: ReactNode;
  /** The dialog stays open until the owner closes it, so that a refusal can be shown. */
  onConfirm: () => void;
}

/** Asks before something that cannot be taken back. The safe answer has the focus. */
export function AlertDialog(props: AlertDialogProps) {
  const {
    isOpen,
    onOpenChange,
    title,
    description,
    confirmLabel,
    cancelLabel = 'Keep it',
    isLoading = false,
    children,
    onConfirm,
  } = props;
  const focus = useReturnFocus();
  return (
    <Primitive.Root open={isOpen} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className={OVERLAY} />
        <Primitive.Content
          className={classNames(OVERLAY_PANEL, 'p-5 sm:max-w-[420px]')}
          onOpenAutoFocus={focus.remember}
          onCloseAutoFocus={focus.giveBack}
        >
          <Primitive.Title className="text-lg font-[650]">{title}</Primitive.Title>
          <Primitive.Description className="mt-1.5 text-ink-2">{description}</Primitive.Description>
          {children && <div className="-mx-1 min-h-0 overflow-y-auto px-1">{children}</div>}
          <div className="mt-5 flex flex-wrap justify-end gap-2.5 max-sm:pb-[env(safe-area-inset-bottom)]">
            <Primitive.Cancel asChild>
              <Button>{cancelLabel}</Button>
            </Primitive.Cancel>
            <Button variant="air" isLoading={isLoading} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
