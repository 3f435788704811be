'use client';

import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react';
import { can, type Action } from '@/lib/core/access/can';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { ShowState } from '@/lib/core/contract/show-state';
import { toast } from '@/components/ui/toast';
import type { ShowView } from '@/lib/browser/realtime/connect-show';
import { useStore } from '@/lib/browser/realtime/use-store';
import { mayNot } from './model/actions/studio-action';
import type { StudioRuntime } from './open-studio';

/** What every page of a producer has: a studio, and a remote, which draws nothing and hears nobody. */
export type DeskRuntime = Pick<StudioRuntime, 'showId' | 'actor' | 'connection' | 'chatReads'>;

const DeskContext = createContext<DeskRuntime | null>(null);
const StudioContext = createContext<StudioRuntime | null>(null);

export function DeskProvider({ desk, children }: { desk: DeskRuntime; children: ReactNode }) {
  return <DeskContext.Provider value={desk}>{children}</DeskContext.Provider>;
}

export function StudioProvider({ runtime, children }: { runtime: StudioRuntime; children: ReactNode }) {
  return (
    <DeskProvider desk={runtime}>
      <StudioContext.Provider value={runtime}>{children}</StudioContext.Provider>
    </DeskProvider>
  );
}

/** For what a remote shows too. */
export function useDesk(): DeskRuntime {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk is for components inside StudioProvider or DeskProvider');
  return desk;
}

export function useStudio(): StudioRuntime {
  const runtime = useContext(StudioContext);
  if (!runtime) throw new Error('useStudio is for components inside StudioProvider');
  return runtime;
}

export function useShowView(): ShowView {
  return useStore(useDesk().connection);
}

/** The show; components that use it are only rendered once there is one. */
export function useShow(): ShowState {
  const { state } = useShowView();
  if (!state) throw new Error('useShow is for components shown after the first snapshot');
  return state;
}

export function useMay(action: Action): boolean {
  return can(useDesk().actor.role, action);
}

/** Why this person may not do this, as user text; null when they may. */
export function useMayNot(action: Action): string | null {
  return mayNot(useStudio().actor.role, action);
}

/** Sends a command; a refusal is shown where the person looks, with what to do next. */
export function useSend(): (command: ShowCommand) => void {
  const { connection } = useDesk();
  return useCallback(
    (command: ShowCommand) => {
      void connection.command(command).then((reply) => {
        if (!reply.ok) toast.error(reply.error.message);
      });
    },
    [connection],
  );
}

/** The server's clock, read again every `intervalMs`; null: it is not needed now. */
export function useServerNow(intervalMs: number | null): number {
  const { connection } = useDesk();
  const [nowMs, setNowMs] = useState(() => connection.serverNowMs());
  useEffect(() => {
    if (intervalMs === null) return;
    const read = () => setNowMs(connection.serverNowMs());
    // What was read before may be old: it was not needed then.
    const first = setTimeout(read);
    const timer = setInterval(read, intervalMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [connection, intervalMs]);
  return nowMs;
}
