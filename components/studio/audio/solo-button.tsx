'use client';

import { Headphones } from 'lucide-react';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { useStore } from '@/lib/browser/realtime/use-store';
import type { Seat } from '@/lib/core/contract/show-state';
import { useStudio } from '../studio-context';

/** In this producer's headphones only: the program and the other producers do not notice. */
export function SoloButton({ seat, className }: { seat: Pick<Seat, 'seatId' | 'name'>; className?: string }) {
  const { name } = seat;
  const { isSolo, toggle } = useSolo(seat.seatId);
  return (
    <IconButton
      size="small"
      label={isSolo ? `Hear everyone again: ${name}` : `Solo in your headphones: ${name}`}
      icon={<Headphones />}
      aria-pressed={isSolo}
      className={classNames(isSolo && 'border-transparent bg-warn-soft text-warn', className)}
      onClick={toggle}
    />
  );
}

/** Whether this producer hears a person alone, and the switch for it. */
export function useSolo(seatId: string): { isSolo: boolean; toggle: () => void } {
  const { solo } = useStudio();
  const soloed = useStore(solo);
  const toggle = () => {
    const next = new Set(soloed);
    if (!next.delete(seatId)) next.add(seatId);
    solo.set(next);
  };
  return { isSolo: soloed.has(seatId), toggle };
}
