'use client';

import {
  ArrowLeft,
  ArrowLeftToLine,
  ArrowRight,
  Captions,
  DoorOpen,
  Ellipsis,
  FlipHorizontal2,
  Headphones,
  Pencil,
  UserX,
} from 'lucide-react';
import { useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import type { Seat } from '@/lib/core/contract/show-state';
import { useSolo } from './audio/solo-button';
import { movedBy } from './model/moved-by';
import { isNameShown, nameTagCommands } from './model/name-tag';
import { leadOrder, type SeatAction } from './model/seat-actions';
import { RenameDialog } from './rename-dialog';
import { useMay, useSend, useShow } from './studio-context';

export function SeatMenu({ seat, actions }: { seat: Seat; actions: SeatAction[] }) {
  const { seats, graphics } = useShow();
  const send = useSend();
  const mayRename = useMay('seat.rename');
  const mayShowName = useMay('graphic.show');
  const mayReorder = useMay('seat.reorder');
  const { isSolo, toggle: toggleSolo } = useSolo(seat.seatId);
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null);
  const toWaiting = actions.find(({ id }) => id === 'to-waiting');
  const mirror = actions.find(({ id }) => id === 'mirror');
  const remove = actions.find(({ id }) => id === 'remove');
  const peers = seats.filter(({ place }) => place === seat.place).map(({ seatId }) => seatId);
  const earlier = movedBy(peers, seat.seatId, -1);
  const later = movedBy(peers, seat.seatId, 1);
  return (
    <>
      <DropdownMenu
        trigger={
          <IconButton
            size="small"
            label={`More for ${seat.name}`}
            icon={<Ellipsis />}
            hasTooltip={false}
            className="ml-auto"
          />
        }
      >
        {mayReorder && seat.place === 'stage' && (
          <MenuItem
            disabled={!earlier}
            onSelect={() => send({ type: 'seat.reorder', seatIds: leadOrder(seats, seat.seatId) })}
          >
            <ArrowLeftToLine /> First in the picture
          </MenuItem>
        )}
        {mayReorder && (
          <MenuItem
            reason={earlier ? null : `${seat.name} is the first already.`}
            onSelect={() => earlier && send({ type: 'seat.reorder', seatIds: earlier })}
          >
            <ArrowLeft /> Earlier in the picture
          </MenuItem>
        )}
        {mayReorder && (
          <MenuItem
            reason={later ? null : `${seat.name} is the last already.`}
            onSelect={() => later && send({ type: 'seat.reorder', seatIds: later })}
          >
            <ArrowRight /> Later in the picture
          </MenuItem>
        )}
        {mayRename && (
          <MenuItem onSelect={() => setOpen('rename')}>
            <Pencil /> Rename
          </MenuItem>
        )}
        {mayShowName && seat.place !== 'waiting' && (
          <MenuItem
            onSelect={() => nameTagCommands({ seat, graphics }, () => crypto.randomUUID()).forEach(send)}
          >
            <Captions /> {isNameShown({ seat, graphics }) ? 'Hide the lower third' : 'Show a lower third'}
          </MenuItem>
        )}
        {seat.place !== 'waiting' && (
          <MenuItem onSelect={toggleSolo} className="hidden touch:flex">
            <Headphones /> {isSolo ? 'Hear everyone again' : 'Solo in your headphones'}
          </MenuItem>
        )}
        {mirror && (
          <MenuItem onSelect={() => send(mirror.command)}>
            <FlipHorizontal2 /> {mirror.label}
          </MenuItem>
        )}
        {toWaiting && (
          <MenuItem onSelect={() => send(toWaiting.command)}>
            <DoorOpen /> {toWaiting.label}
          </MenuItem>
        )}
        {remove && <MenuSeparator />}
        {remove && (
          <MenuItem tone="danger" onSelect={() => setOpen('remove')}>
            <UserX /> {remove.label}
          </MenuItem>
        )}
      </DropdownMenu>
      {open === 'rename' && (
        <RenameDialog
          title={`Rename ${seat.name}`}
          label="Name on air"
          name={seat.name}
          subject={`seat:${seat.seatId}/name`}
          onClose={() => setOpen(null)}
          onRename={(name) => send({ type: 'seat.rename', seatId: seat.seatId, name })}
        />
      )}
      {remove && (
        <AlertDialog
          isOpen={open === 'remove'}
          onOpenChange={(isOpen) => setOpen(isOpen ? 'remove' : null)}
          title={`Remove ${seat.name}?`}
          description={`${seat.name} leaves the show at once and cannot come back with the same seat.`}
          confirmLabel="Remove from the show"
          onConfirm={() => {
            send(remove.command);
            setOpen(null);
          }}
        />
      )}
    </>
  );
}
