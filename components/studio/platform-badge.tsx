import { classNames } from '@/components/ui/class-names';

/** Grounds that the eye knows a platform by, from the palette of people: red stays reserved for "on air". */
const GROUNDS: Record<string, string> = {
  twitch: 'bg-person-1',
  youtube: 'bg-person-3',
  facebook: 'bg-person-4',
  linkedin: 'bg-person-4',
  kick: 'bg-person-2',
  x: 'bg-surface-4',
  test: 'bg-person-6',
};

export function PlatformBadge({ platform, name }: { platform: string; name: string }) {
  const letter = [...(platform === 'custom' ? name : platform)][0]?.toUpperCase() ?? '•';
  return (
    <span
      aria-hidden
      className={classNames(
        'grid size-6 shrink-0 place-items-center rounded-[7px] text-xs font-extrabold text-on-accent',
        GROUNDS[platform] ?? 'bg-person-6',
      )}
    >
      {letter}
    </span>
  );
}
