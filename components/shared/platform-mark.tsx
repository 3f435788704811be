import { classNames } from '@/components/ui/class-names';

/** The look of each streaming service; names come from the preset table. */
const MARKS: Record<string, { letter: string; ground: string }> = {
  twitch: { letter: 'T', ground: 'bg-platform-twitch' },
  youtube: { letter: 'Y', ground: 'bg-platform-youtube' },
  facebook: { letter: 'f', ground: 'bg-platform-facebook' },
  kick: { letter: 'K', ground: 'bg-platform-kick text-on-light' },
  linkedin: { letter: 'in', ground: 'bg-platform-linkedin' },
  x: { letter: 'X', ground: 'bg-platform-x' },
  custom: { letter: 'R', ground: 'bg-surface-4' },
  test: { letter: '✓', ground: 'bg-surface-4' },
};

/** A coloured letter for a platform; the platform's name stands beside it. */
export function PlatformMark({ platform, className }: { platform: string; className?: string | undefined }) {
  const mark = MARKS[platform] ?? { letter: platform.charAt(0).toUpperCase(), ground: 'bg-surface-4' };
  return (
    <span
      aria-hidden
      className={classNames(
        'grid size-6 shrink-0 place-items-center rounded-[7px] text-xs font-extrabold text-on-accent',
        mark.ground,
        className,
      )}
    >
      {mark.letter}
    </span>
  );
}
