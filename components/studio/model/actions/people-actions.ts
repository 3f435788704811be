import { seatActions } from '../seat-actions';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

/** Everybody who is there, but nobody's own camera. */
export function seatsActions({ state, role, ports }: ActionContext<'send'>): StudioAction[] {
  const waiting = state.seats.find(({ place }) => place === 'waiting');
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

/** A person's own place on camera in this browser. */
export function ownSeatActions({
  role,
  ports,
}: Pick<ActionContext<'ownSeat' | 'takeOwnSeat'>, 'role' | 'ports'>): StudioAction[] {
  const { ownSeat } = ports;
  const hasSeat = unless(ownSeat !== null, 'You are not on camera. Go on camera first.');
  return [
    toAction({
      id: 'own.mute',
      group: 'People',
      label: ownSeat?.isMuted ? 'Unmute yourself' : 'Mute yourself',
      shortcut: 'm',
      reasons: [hasSeat],
      run: () => ownSeat?.toggleMute(),
    }),
    toAction({
      id: 'own.camera',
      group: 'People',
      label: ownSeat?.isCameraOn ? 'Turn your camera off' : 'Turn your camera on',
      shortcut: null,
      reasons: [hasSeat],
      run: () => ownSeat?.toggleCamera(),
    }),
    toAction({
      id: 'own.screen',
      group: 'People',
      label: ownSeat?.isSharing ? 'Stop sharing your screen' : 'Share your screen',
      shortcut: null,
      reasons: [hasSeat],
      run: () => ownSeat?.toggleScreen(),
    }),
    ownSeat
      ? toAction({
          id: 'own.seat',
          group: 'People',
          label: 'Leave your seat',
          shortcut: null,
          run: ownSeat.leave,
        })
      : toAction({
          id: 'own.seat',
          group: 'People',
          label: 'Go on camera',
          shortcut: null,
          reasons: [mayNot(role, 'studio.takeSeat')],
          run: ports.takeOwnSeat,
        }),
  ];
}
