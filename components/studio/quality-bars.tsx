import type { SeatFeed } from '@/lib/browser/room/room-client';

const FILLED: Record<SeatFeed['quality'], number> = { good: 3, poor: 1, lost: 0, unknown: 3 };
const TEXT: Record<SeatFeed['quality'], string> = {
  good: 'Good connection',
  poor: 'Poor connection',
  lost: 'Connection lost',
  unknown: 'Connected',
};
const HEIGHTS_PX = [5, 8, 11];

export function QualityBars({ quality }: { quality: SeatFeed['quality'] }) {
  return (
    <span
      role="img"
      aria-label={TEXT[quality]}
      title={TEXT[quality]}
      className="absolute top-[7px] right-[7px] flex h-[18px] items-end gap-0.5 rounded-[5px] bg-scrim px-1 pb-1"
    >
      {HEIGHTS_PX.map((height, index) => (
        <i
          key={height}
          style={{ height }}
          className={`w-[3px] rounded-[1px] bg-white ${index < FILLED[quality] ? '' : 'opacity-25'}`}
        />
      ))}
    </span>
  );
}
