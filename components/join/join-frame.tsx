import type { ReactNode } from 'react';
import { BrandMark } from '@/components/shared/brand-mark';
import { classNames } from '@/components/ui/class-names';

export interface JoinFrameProps {
  title: string;
  aside?: ReactNode;
  /** Backstage the page may use the whole width of a laptop. */
  isWide?: boolean;
  children: ReactNode;
}

export function JoinFrame({ title, aside, isWide = false, children }: JoinFrameProps) {
  return (
    <div className="welcome-ground flex min-h-dvh flex-col">
      <div
        className={classNames(
          'mx-auto flex w-full flex-1 flex-col gap-4 px-[18px] pt-5 pb-[max(28px,env(safe-area-inset-bottom))]',
          isWide ? 'max-w-[1080px]' : 'max-w-[560px]',
        )}
      >
        <header className="flex items-center gap-2.5">
          <BrandMark />
          <b className="min-w-0 flex-1 truncate font-[620]">{title}</b>
          {aside}
        </header>
        <main className="flex flex-1 flex-col gap-4">{children}</main>
      </div>
    </div>
  );
}
