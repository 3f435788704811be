'use client';

import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';

export interface RoundButtonProps {
  label: string;
  icon: ReactNode;
  /** Shown in warning colours: this is not being sent. */
  isOff?: boolean;
  onClick: () => void;
  className?: string;
}

/** A switch over a picture, large enough for a thumb. */
export function RoundButton({ label, icon, isOff = false, onClick, className }: RoundButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={isOff}
      onClick={onClick}
      className={classNames(
        'grid size-[46px] place-items-center rounded-full text-ink-1 transition-colors [&_svg]:size-5',
        isOff ? 'bg-air-soft text-air-text' : 'bg-scrim hover:bg-surface-4',
        className,
      )}
    >
      {icon}
    </button>
  );
}
