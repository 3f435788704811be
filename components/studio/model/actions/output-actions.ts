import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

/** The way out: the check before it, destinations that do not take the program, and whose browser draws it. */
export function outputActions(context: ActionContext): StudioAction[] {
  return [...checkActions(context), ...retryActions(context), ...engineActions(context)];
}

function checkActions({ state: { phase, lease, check }, role, ports }: ActionContext): StudioAction[] {
  if (check.status === 'running')
    return [
      toAction({
        id: 'check',
        group: 'Outputs',
        label: 'Stop the check of the program',
        shortcut: null,
        reasons: [mayNot(role, 'check.cancel')],
        run: () => ports.send({ type: 'check.cancel' }),
      }),
    ];
  return [
    toAction({
      id: 'check',
      group: 'Outputs',
      label: 'Check the program before going live',
      shortcut: null,
      reasons: [
        mayNot(role, 'check.start'),
        unless(phase.status === 'rehearsal', 'A check needs the program for itself: it is for rehearsal.'),
        unless(lease.status === 'held', 'No browser is drawing the program. Keep the studio open.'),
      ],
      // Where its findings are told.
      run: () => {
        ports.send({ type: 'check.start' });
        ports.askGoLive();
      },
    }),
  ];
}

function retryActions({ state: { phase, destinations }, role, ports }: ActionContext): StudioAction[] {
  return destinations.map(({ destinationId, name, relay }) => {
    const status = relay?.state.status;
    return toAction({
      id: `relay.retry:${destinationId}`,
      group: 'Outputs',
      label: `Try ${name} again now`,
      shortcut: null,
      reasons: [
        mayNot(role, 'relay.retry'),
        unless(phase.status === 'live', 'The show is not live.'),
        unless(status === 'retrying' || status === 'failed', 'Nothing is wrong there.'),
      ],
      run: () => ports.send({ type: 'relay.retry', destinationId }),
    });
  });
}

function engineActions({ state: { lease }, role, ports }: ActionContext): StudioAction[] {
  const { isHere, standbys, takeOver } = ports.engine;
  return [
    toAction({
      id: 'engine.take-over',
      group: 'Outputs',
      label: 'Draw the program in this browser',
      shortcut: null,
      reasons: [
        mayNot(role, 'lease.claim'),
        unless(lease.status === 'held', 'No browser draws the program yet.'),
        unless(!isHere, 'This browser draws it already.'),
      ],
      run: takeOver,
    }),
    ...standbys.map(({ clientId, name }) =>
      toAction({
        id: `engine.hand-over:${clientId}`,
        group: 'Outputs',
        label: `Hand the program over to ${name}`,
        shortcut: null,
        reasons: [mayNot(role, 'lease.handOver')],
        run: () => ports.send({ type: 'lease.handOver', toEngineId: clientId }),
      }),
    ),
  ];
}
