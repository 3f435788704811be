'use client';

import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './button';
import { classNames } from './class-names';
import { refusal } from './refusal';
import { Tooltip } from './tooltip';

export type IconButtonProps = Omit<ButtonProps, 'children' | 'aria-label'> & {
  /** Spoken name and tooltip. */
  label: string;
  icon: ReactNode;
  /** Off where a menu or a dialog opens from the button and the tooltip would cover it. */
  hasTooltip?: boolean;
};

export function IconButton(props: IconButtonProps) {
  const { label, icon, hasTooltip = true, reason = null, className, size, onClick, ...rest } = props;
  const button = (
    <Button
      {...rest}
      {...refusal(reason)}
      onClick={reason === null ? onClick : (event) => event.preventDefault()}
      size={size}
      aria-label={label}
      className={classNames(size === 'small' ? 'w-7' : 'w-8', 'px-0 touch:w-11 touch:px-0', className)}
    >
      {icon}
    </Button>
  );
  if (!hasTooltip) return button;
  // A reason that is the label already is said once.
  return (
    <Tooltip label={reason === null || reason === label ? label : `${label}: ${reason}`}>{button}</Tooltip>
  );
}
