import { createChatReads } from '@/lib/browser/chat/chat-reads';
import { connectShow } from '@/lib/browser/realtime/connect-show';
import { randomId } from '@/lib/browser/random-id';
import type { StudioActor } from '../studio-api';
import type { DeskRuntime } from '../studio-context';

export interface RemoteRuntime extends DeskRuntime {
  close(): void;
}

/** Joins the show as every studio does, and draws nothing: the server takes this page for a remote (HS6). */
export function openRemote({ showId, actor }: { showId: string; actor: StudioActor }): RemoteRuntime {
  const connection = connectShow({ showId, clientId: randomId(), actor, page: 'remote' });
  return {
    showId,
    actor,
    connection,
    chatReads: createChatReads(window.localStorage, `${showId}.${actor.userId}`),
    close: () => connection.close(),
  };
}
