import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';

/** The empty program picture with a title: what a show looks like before there is a frame of it. */
export function StagePoster({
  title,
  className,
  children,
}: {
  title: string;
  className?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <div
      className={classNames(
        'stage-ground relative grid aspect-video place-items-center overflow-hidden rounded-md',
        className,
      )}
    >
      <span
        aria-hidden
        className="line-clamp-2 max-w-[84%] text-center text-[14px] leading-snug font-[750] break-words"
      >
        {title}
      </span>
      {children}
    </div>
  );
}
