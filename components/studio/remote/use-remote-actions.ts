'use client';

import { useMemo } from 'react';
import type { LinkStatus } from '@/lib/browser/realtime/connect-show';
import { useZeroClock } from '../graphics/use-zero-clock';
import type { StudioAction } from '../model/actions/studio-action';
import { remoteActions, type RemoteActionPorts } from '../model/studio-actions';
import { useDesk, useSend, useShow, useShowView } from '../studio-context';
import { useTurn } from '../team/use-turn';
import { useActionKeys } from '../use-action-keys';

/**
 * The actions of this moment, with their keys bound. While the connection is away none of them is possible: a phone that
 * showed its own wish as what is on air would lie.
 */
export function useRemoteActions(ports: Pick<RemoteActionPorts, 'askGoLive' | 'askEndShow'>): StudioAction[] {
  const state = useShow();
  const { role } = useDesk().actor;
  const { history, link } = useShowView();
  const send = useSend();
  const turn = useTurn();
  const nowMs = useZeroClock();
  const reason = whyNotNow(link.status);
  const actions = useMemo(() => {
    const known = remoteActions(state, role, { ...ports, send, history, turn, nowMs });
    return reason === null ? known : known.map((action) => ({ ...action, isAvailable: false, reason }));
  }, [state, role, ports, send, history, turn, nowMs, reason]);
  useActionKeys(actions);
  return actions;
}

function whyNotNow(status: LinkStatus['status']): string | null {
  if (status === 'online') return null;
  return status === 'catching-up'
    ? 'Catching up with the show. Try again in a moment.'
    : 'No connection to the server. The show goes on; this works again when the connection is back.';
}
