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
  'send' | 'newId' | 'nowMs' | 'history' | 'turn' | 'ownSeat' | 'takeOwnSeat' | 'engine' | 'solo'
>;

/** The actions of this moment, with their keys bound. */
export function useStudioActions(ports: UseStudioActionsOptions): StudioAction[] {
  const state = useShow();
  const { actor, ownSeat, solo } = useStudio();
  const own = useStore(ownSeat);
  const send = useSend();
  const soloed = useStore(solo);
  const engine = useEnginePort();
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
        engine,
        solo: { seatIds: soloed, set: solo.set },
      }),
    [state, actor.role, actor.name, ports, send, nowMs, history, turn, ownSeat, own, engine, soloed, solo],
  );
  useActionKeys(actions);
  return actions;
}

/** Who draws the program and who could; the same object until one of them changes. */
function useEnginePort(): StudioActionPorts['engine'] {
  const { lease } = useShow();
  const { presence } = useShowView();
  const { connection, engine } = useStudio();
  const { clientId } = connection;
  const isHere = lease.status === 'held' && lease.engineId === clientId;
  return useMemo(
    () => ({
      isHere,
      standbys: presence.filter((person) => person.isStandby && person.clientId !== clientId),
      takeOver: engine.takeOver,
    }),
    [isHere, presence, clientId, engine],
  );
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
