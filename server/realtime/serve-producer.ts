import { z } from 'zod';
import {
  engineStatsSchema,
  holdsSchema,
  standBySchema,
  type ScenePicture,
  type UndoOffer,
} from '@/lib/core/contract/realtime';
import type { Participant } from './authenticate';
import { ScenePictures } from './scene-pictures';
import type { ShowSocket, SocketTools } from './show-socket';
import { Inlet } from './show-socket';

const resyncSchema = z.object({ lastSeq: z.number().int().min(0) });

export const producersRoom = (showId: string): string => `producers:${showId}`;

/** Pages that draw nothing. */
export const remotesRoom = (showId: string): string => `remotes:${showId}`;

/** All pages that one person has open. */
const personRoom = (showId: string, userId: string): string => `person:${showId}:${userId}`;

/** One page of a producer, studio or remote: gets everything, may ask for anything that its role allows. */
export function serveProducer(
  socket: ShowSocket,
  participant: Extract<Participant, { kind: 'producer' }>,
  {
    tools,
    announcePresence,
    showScene,
    offerUndo,
  }: {
    tools: SocketTools;
    announcePresence: () => void;
    /** To the remotes of this show. */
    showScene: (picture: ScenePicture) => void;
    offerUndo: (room: string, offer: UndoOffer) => void;
  },
): void {
  const { actor, clientId, page, show, lastSeq } = participant;
  const { session, locks } = show;
  const { userId } = actor;
  const ownRoom = personRoom(session.showId, userId);
  const inlet = new Inlet(tools);

  const bringUpToDate = (heldSeq: number | undefined) => {
    const caughtUp = session.catchUp(heldSeq);
    const serverNowMs = tools.nowMs();
    if (caughtUp.kind === 'events') socket.emit('events', { events: caughtUp.events, serverNowMs });
    else {
      const { seq, state } = caughtUp;
      socket.emit('snapshot', { seq, state, recent: session.recentEvents(), serverNowMs });
    }
  };

  // Up to date first, then the room: an event in between would be a gap to the client.
  bringUpToDate(lastSeq);
  void socket.join(producersRoom(session.showId));
  if (page === 'remote') void socket.join(remotesRoom(session.showId));
  show.presence.addProducer(clientId, actor, page);
  announcePresence();
  void socket.join(ownRoom);
  socket.emit('history', session.undoOffer(userId));

  const objection = (targets: readonly string[]) => locks.objection(targets, userId, tools.nowMs());
  socket.on('command', (...message) => {
    const before = session.undoOffer(userId);
    const onDone = (): void => {
      const offer = session.undoOffer(userId);
      if (offer.undo !== before.undo || offer.redo !== before.redo) offerUndo(ownRoom, offer);
    };
    inlet.command(session, { actor, clientId, page, objection, onDone }, message);
  });
  socket.on('holds', (raw) => {
    const message = inlet.signal(holdsSchema, raw);
    const holder = { clientId, userId, name: actor.name };
    if (message && locks.set(holder, message.subjects, tools.nowMs())) announcePresence();
  });
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
    if (!show.presence.setReady(clientId, message.isReady)) return tools.counts.refusal('forbidden');
    show.standby.peopleChanged();
    announcePresence();
  });
  const pictures = new ScenePictures(tools.nowMs());
  socket.on('scenePicture', (raw: unknown) => {
    const picture = pictures.accept(session.state, clientId, raw, tools.nowMs());
    if (picture.ok) showScene(picture.value);
    else tools.counts.refusal(picture.error.code);
  });
  // A producer is seen through a seat, like everyone else.
  socket.on('waitingPicture', () => tools.counts.refusal('forbidden'));
  socket.on('disconnect', () => {
    if (show.presence.removeProducer(clientId) === 0) locks.release(clientId);
    show.standby.peopleChanged();
    announcePresence();
  });
}
