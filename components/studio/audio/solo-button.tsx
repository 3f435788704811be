'use client';

import { Headphones } from 'lucide-react';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { useStore } from '@/lib/browser/realtime/use-store';
import type { Seat } from '@/lib/core/contract/show-state';
import { useStudio } from '../studio-context';

/** In this producer's headphones only: the program and the other producers do not notice. */
export function SoloButton({ seat: { seatId, name } }: { seat: Pick<Seat, 'seatId' | 'name'> }) {
  const { solo } = useStudio();
  const soloed = useStore(solo);
  const isSolo = soloed.has(seatId);
  const toggle = () => {
    const next = new Set(soloed);
    if (!next.delete(seatId)) next.add(seatId);
    solo.set(next);
  };
  return (
    <IconButton
      size="small"
      label={isSolo ? `Hear everyone again: ${name}` : `Solo in your headphones: ${name}`}
      icon={<Headphones />}
      aria-pressed={isSolo}
      className={classNames(isSolo && 'border-transparent bg-warn-soft text-warn')}
      onClick={toggle}
    />
  );
}
