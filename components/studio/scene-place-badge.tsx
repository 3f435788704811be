import { classNames } from '@/components/ui/class-names';
import type { ScenePlace } from './model/scene-place';

/** Red is on air, green is preview; the badge says it in words too. */
export const SCENE_BORDER: Readonly<Record<ScenePlace, string>> = {
  air: 'border-air',
  program: 'border-accent',
  preview: 'border-preview',
  none: 'border-transparent',
};

const BADGES: Readonly<Record<Exclude<ScenePlace, 'none'>, { text: string; className: string }>> = {
  air: { text: 'ON AIR', className: 'bg-air text-on-accent' },
  program: { text: 'PROGRAM', className: 'bg-accent text-on-accent' },
  preview: { text: 'PREVIEW', className: 'bg-preview text-on-light' },
};

export function ScenePlaceBadge({ place, className }: { place: ScenePlace; className?: string }) {
  if (place === 'none') return null;
  const badge = BADGES[place];
  return (
    <span
      className={classNames(
        'rounded-[4px] px-[5px] py-px text-[9px] font-[750] tracking-[.06em]',
        badge.className,
        className,
      )}
    >
      {badge.text}
    </span>
  );
}
