'use client';

import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './button';
import { classNames } from './class-names';
import { Tooltip } from './tooltip';

export type IconButtonProps = Omit<ButtonProps, 'children' | 'aria-label'> & {
  /** Spoken name and tooltip. */
  label: string;
  icon: ReactNode;
  /** Off where a menu or a dialog opens from the button and the tooltip would cover it. */
  hasTooltip?: boolean;
};

export function IconButton({ label, icon, hasTooltip = true, className, size, ...props }: IconButtonProps) {
  const button = (
    <Button
      {...props}
      size={size}
      aria-label={label}
      className={classNames(size === 'small' ? 'w-7' : 'w-8', 'px-0 touch:w-11 touch:px-0', className)}
    >
      {icon}
    </Button>
  );
  return hasTooltip ? <Tooltip label={label}>{button}</Tooltip> : button;
}
