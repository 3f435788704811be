import { isNameShown, nameTagCommands } from '../name-tag';
import { leadOrder, seatActions } from '../seat-actions';
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

/** Who leads, who is named and who is heard alone: with what only a studio shows. */
export const placeActions = (context: ActionContext): StudioAction[] => [
  ...soloActions(context.state, context.ports),
  ...leadActions(context),
  ...nameActions(context),
];

/** Before everybody else on stage: the large place of spotlight, presentation, solo and the like. */
function leadActions({ state: { seats }, role, ports }: ActionContext): StudioAction[] {
  const onStage = seats.filter(({ place }) => place === 'stage');
  return onStage.map(({ seatId, name }, index) =>
    toAction({
      id: `seat.lead:${seatId}`,
      group: 'People',
      label: `${name}: first in the picture`,
      shortcut: null,
      reasons: [mayNot(role, 'seat.reorder'), unless(index > 0, `${name} is the first already.`)],
      run: () => ports.send({ type: 'seat.reorder', seatIds: leadOrder(seats, seatId) }),
    }),
  );
}

/** Who that is, under their picture: one press, also when no lower third was prepared. */
function nameActions({ state: { seats, graphics }, role, ports }: ActionContext): StudioAction[] {
  const people = seats.filter(({ place }) => place === 'stage' || place === 'backstage');
  return people.map((seat) =>
    toAction({
      id: `seat.lower-third:${seat.seatId}`,
      group: 'People',
      label: `${seat.name}: ${isNameShown({ seat, graphics }) ? 'hide' : 'show'} the lower third`,
      shortcut: null,
      reasons: [mayNot(role, 'graphic.show')],
      run: () => nameTagCommands({ seat, graphics }, ports.newId).forEach(ports.send),
    }),
  );
}

function soloActions({ seats }: ActionContext['state'], { solo }: ActionContext['ports']): StudioAction[] {
  const people = seats.filter(({ place }) => place === 'stage' || place === 'backstage');
  return [
    ...people.map(({ seatId, name }) => {
      const isSolo = solo.seatIds.has(seatId);
      return toAction({
        id: `solo:${seatId}`,
        group: 'People',
        label: isSolo ? `${name}: not alone in your headphones` : `${name}: alone in your headphones`,
        shortcut: null,
        run: () => {
          const next = new Set(solo.seatIds);
          if (!next.delete(seatId)) next.add(seatId);
          solo.set(next);
        },
      });
    }),
    toAction({
      id: 'solo.clear',
      group: 'People',
      label: 'Hear everyone in your headphones',
      shortcut: null,
      reasons: [unless(solo.seatIds.size > 0, 'You hear everyone already.')],
      run: () => solo.set(new Set()),
    }),
  ];
}
