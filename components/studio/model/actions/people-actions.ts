import { seatActions } from '../seat-actions';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

export function peopleActions({ state, role, ports }: ActionContext): StudioAction[] {
  const waiting = state.seats.find(({ place }) => place === 'waiting');
  const { ownMicrophone } = ports;
  return [
    toAction({
      id: 'seat.admit-next',
      group: 'People',
      label: waiting ? `Admit ${waiting.name}` : 'Admit the next guest',
      shortcut: 'a',
      reasons: [mayNot(role, 'seat.admit'), unless(waiting !== undefined, 'Nobody is waiting.')],
      run: () => {
        if (waiting) ports.send({ type: 'seat.admit', seatId: waiting.seatId });
      },
    }),
    toAction({
      id: 'own.mute',
      group: 'People',
      label: ownMicrophone?.isMuted ? 'Unmute yourself' : 'Mute yourself',
      shortcut: 'm',
      reasons: [unless(ownMicrophone !== null, 'You are not on camera. Press On camera first.')],
      run: () => ownMicrophone?.toggle(),
    }),
    ...state.seats.flatMap((seat) =>
      seatActions(seat, role)
        .filter(({ isDanger }) => !isDanger)
        .map(({ id, label, command }) =>
          toAction({
            id: `seat.${id}:${seat.seatId}`,
            group: 'People',
            label: `${seat.name}: ${label}`,
            shortcut: null,
            run: () => ports.send(command),
          }),
        ),
    ),
  ];
}
