import { z } from 'zod';
import { engineStatsSchema, standBySchema } from '@/lib/core/contract/realtime';
import type { Participant } from './authenticate';
import type { ShowSocket, SocketTools } from './show-socket';
import { Inlet } from './show-socket';

const resyncSchema = z.object({ lastSeq: z.number().int().min(0) });

export const producersRoom = (showId: string): string => `producers:${showId}`;

/** One studio page: gets everything, may ask for anything that its role allows. */
export function serveProducer(
  socket: ShowSocket,
  participant: Extract<Participant, { kind: 'producer' }>,
  { tools, announcePresence }: { tools: SocketTools; announcePresence: () => void },
): void {
  const { actor, clientId, show, lastSeq } = participant;
  const { session } = show;
  const inlet = new Inlet(tools);

  const bringUpToDate = (heldSeq: number | undefined) => {
    const caughtUp = session.catchUp(heldSeq);
    const serverNowMs = tools.nowMs();
    if (caughtUp.kind === 'events') socket.emit('events', { events: caughtUp.events, serverNowMs });
    else socket.emit('snapshot', { seq: caughtUp.seq, state: caughtUp.state, serverNowMs });
  };

  // Up to date first, then the room: an event in between would be a gap to the client.
  bringUpToDate(lastSeq);
  void socket.join(producersRoom(session.showId));
  show.presence.addProducer(clientId, actor);
  announcePresence();

  socket.on('command', (...message) => inlet.command(session, { actor, clientId }, message));
  socket.on('resync', (raw) => {
    const message = inlet.signal(resyncSchema, raw);
    if (message) bringUpToDate(message.lastSeq);
  });
  socket.on('heartbeat', (raw) => {
    const stats = inlet.signal(engineStatsSchema, raw);
    if (stats) show.lease.heartbeat(clientId, stats);
  });
  socket.on('standBy', (raw) => {
    const message = inlet.signal(standBySchema, raw);
    if (!message) return;
    show.presence.setReady(clientId, message.isReady);
    show.standby.peopleChanged();
    announcePresence();
  });
  // A producer is seen through a seat, like everyone else.
  socket.on('waitingPicture', () => tools.counts.refusal('forbidden'));
  socket.on('disconnect', () => {
    show.presence.removeProducer(clientId);
    show.standby.peopleChanged();
    announcePresence();
  });
}
