import type { ShowPhase } from '@/lib/core/contract/show-state';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

const IN_PHASE: Record<ShowPhase['status'], string> = {
  rehearsal: 'The show is in rehearsal.',
  countdown: 'The countdown is running.',
  live: 'The show is live.',
  ending: 'The show is ending.',
  ended: 'The show has ended.',
};

/** Whoever gives the command: a studio draws the program, a remote does not. */
const NOBODY_DRAWS = 'No studio draws the program. Open the studio on a computer first.';

export function showActions({
  state,
  role,
  ports,
}: ActionContext<'send' | 'askGoLive' | 'askEndShow'>): StudioAction[] {
  const { phase, recording } = state;
  const onlyIn = (status: ShowPhase['status']) => unless(phase.status === status, IN_PHASE[phase.status]);
  return [
    toAction({
      id: 'show.go-live',
      group: 'Show',
      label: 'Go live',
      shortcut: null,
      reasons: [
        mayNot(role, 'show.goLive'),
        onlyIn('rehearsal'),
        unless(state.lease.status === 'held', NOBODY_DRAWS),
      ],
      run: ports.askGoLive,
    }),
    toAction({
      id: 'show.cancel-countdown',
      group: 'Show',
      label: 'Cancel the countdown',
      shortcut: 'Escape',
      reasons: [
        mayNot(role, 'show.cancelCountdown'),
        unless(phase.status === 'countdown', 'No countdown is running.'),
      ],
      run: () => ports.send({ type: 'show.cancelCountdown' }),
    }),
    toAction({
      id: 'show.end',
      group: 'Show',
      label: 'End show',
      shortcut: null,
      reasons: [
        mayNot(role, 'show.endShow'),
        unless(phase.status !== 'ending', 'The show is ending. This takes a few seconds.'),
        unless(phase.status === 'live', 'The show is not live.'),
      ],
      run: ports.askEndShow,
    }),
    toAction({
      id: 'show.reopen',
      group: 'Show',
      label: 'Back to rehearsal',
      shortcut: null,
      reasons: [mayNot(role, 'show.reopen'), unless(phase.status === 'ended', IN_PHASE[phase.status])],
      run: () => ports.send({ type: 'show.reopen' }),
    }),
    toAction({
      id: 'show.set-recording',
      group: 'Show',
      label: recording.enabled ? 'Turn recording off' : 'Turn recording on',
      shortcut: null,
      reasons: [
        mayNot(role, 'show.setRecording'),
        unless(phase.status !== 'ending', 'The show is ending. Wait until it has ended.'),
      ],
      run: () => ports.send({ type: 'show.setRecording', enabled: !recording.enabled }),
    }),
    ...state.destinations.map(({ destinationId, name, enabled }) =>
      toAction({
        id: `destination.set-enabled:${destinationId}`,
        group: 'Show',
        label: `Turn ${name} ${enabled ? 'off' : 'on'}`,
        shortcut: null,
        reasons: [
          mayNot(role, 'destination.setEnabled'),
          unless(phase.status !== 'ending', 'The show is ending. Wait until it has ended.'),
        ],
        run: () => ports.send({ type: 'destination.setEnabled', destinationId, enabled: !enabled }),
      }),
    ),
  ];
}
