'use client';

import { useMemo } from 'react';
import { toast } from '@/components/ui/toast';
import { errorText } from '@/lib/browser/api/error-text';
import { useStore } from '@/lib/browser/realtime/use-store';
import type { StudioAction, StudioActionPorts } from './model/actions/studio-action';
import { studioActions } from './model/studio-actions';
import type { OwnSeat, OwnSeatView } from './own-seat';
import { useSend, useShow, useShowView, useStudio } from './studio-context';
import { useZeroClock } from './graphics/use-zero-clock';
import { useTurn } from './team/use-turn';
import { useActionKeys } from './use-action-keys';

export type UseStudioActionsOptions = Omit<
  StudioActionPorts,
  'send' | 'newId' | 'nowMs' | 'history' | 'turn' | 'ownSeat' | 'takeOwnSeat'
>;

/** The actions of this moment, with their keys bound. */
export function useStudioActions(ports: UseStudioActionsOptions): StudioAction[] {
  const state = useShow();
  const { actor, ownSeat } = useStudio();
  const own = useStore(ownSeat);
  const send = useSend();
  const { history } = useShowView();
  const turn = useTurn();
  const nowMs = useZeroClock();
  const actions = useMemo(
    () =>
      studioActions(state, actor.role, {
        ...ports,
        send,
        history,
        turn,
        newId: () => crypto.randomUUID(),
        nowMs,
        takeOwnSeat: () =>
          void ownSeat.take(actor.name).catch((error: unknown) => toast.error(errorText(error))),
        ownSeat: own.status === 'open' ? ownSeatPort(ownSeat, own) : null,
      }),
    [state, actor.role, actor.name, ports, send, nowMs, history, turn, ownSeat, own],
  );
  useActionKeys(actions);
  return actions;
}

function ownSeatPort(
  seat: OwnSeat,
  { media, selfMuted }: Extract<OwnSeatView, { status: 'open' }>,
): StudioActionPorts['ownSeat'] {
  const isCameraOn = media.camera.status === 'live';
  const isSharing = media.screen.status === 'live';
  return {
    isMuted: selfMuted,
    isCameraOn,
    isSharing,
    toggleMute: () => seat.setSelfMuted(!selfMuted),
    toggleCamera: () => (isCameraOn ? seat.media?.stopCamera() : void seat.media?.startCamera()),
    toggleScreen: () => (isSharing ? seat.media?.stopScreen() : void seat.media?.startScreen()),
    leave: () => seat.leave(),
  };
}
