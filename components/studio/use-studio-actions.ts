'use client';

import { useEffect, useMemo, useRef } from 'react';
import { toast } from '@/components/ui/toast';
import { errorText } from '@/lib/browser/api/error-text';
import { useStore } from '@/lib/browser/realtime/use-store';
import { watchFocusOrigin } from './focus-origin';
import type { StudioAction, StudioActionPorts } from './model/actions/studio-action';
import { actionForKey, studioActions } from './model/studio-actions';
import type { OwnSeat, OwnSeatView } from './own-seat';
import { useSend, useShow, useShowView, useStudio } from './studio-context';
import { useZeroClock } from './graphics/use-zero-clock';
import { useTurn } from './team/use-turn';

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
  const actionsRef = useRef(actions);
  useEffect(() => {
    actionsRef.current = actions;
  }, [actions]);
  useEffect(() => {
    const focus = watchFocusOrigin(document);
    const onKeyDown = (event: KeyboardEvent) => {
      // What was picked up to be moved takes its keys first.
      if (event.defaultPrevented || event.repeat || isInDialog(event.target)) return;
      const isLeaving = event.key === 'Escape';
      if (isTyping(event.target)) return isLeaving ? letGo(event.target) : undefined;
      if (event.key === ' ' && isPressable(event.target)) {
        if (focus.isByKeyboard()) return;
        // Left over from the mouse: letting Space go would press it too.
        event.target.blur();
      }
      const action = actionForKey(actionsRef.current, event);
      if (!action) return isLeaving ? letGo(event.target) : undefined;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      focus.close();
    };
  }, []);
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

/** Escape leaves a field or a button, so that all keys are the show's again; Tab goes on from there. */
function letGo(target: EventTarget | null): void {
  if (target instanceof HTMLElement) target.blur();
}

/** Keys inside a field, a menu or a dialog are for that field, menu or dialog. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input, textarea, select, [role="slider"], [role="menuitem"]'))
  );
}

function isInDialog(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
  );
}

function isPressable(target: EventTarget | null): target is HTMLElement {
  return (
    target instanceof HTMLElement &&
    target.matches('button, a[href], summary, [role="button"], [role="radio"], [role="tab"]')
  );
}
