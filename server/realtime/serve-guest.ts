import type { WaitingPicture } from '@/lib/core/contract/realtime';
import { can } from '@/lib/core/access/can';
import { guestView } from '@/lib/core/show/guest-view';
import type { Participant } from './authenticate';
import { GuestChatFeed } from './guest-chat-feed';
import type { ShowSocket, SocketTools } from './show-socket';
import { Inlet } from './show-socket';

/** One guest page: sees its own seat and the phase, acts on nothing else, and learns when its time is over. */
export function serveGuest(
  socket: ShowSocket,
  participant: Extract<Participant, { kind: 'guest' }>,
  { tools, showPicture }: { tools: SocketTools; showPicture: (picture: WaitingPicture) => void },
): void {
  const { seatId, clientId, show } = participant;
  const { session, presence } = show;
  const inlet = new Inlet(tools);
  let shown = '';
  const chat = new GuestChatFeed(seatId, (message) => socket.emit('chat', message));

  const update = () => {
    const view = guestView(session.state, seatId);
    if (!view) {
      socket.emit('goodbye', {
        code: 'bad-token',
        message: 'The producer has closed your seat in this show.',
      });
      socket.disconnect(true);
      return;
    }
    chat.update(session.state);
    const next = JSON.stringify(view);
    if (next === shown) return;
    shown = next;
    socket.emit('guestView', view);
  };

  const stopListening = session.onChange(update);
  if (presence.addSeat(seatId) === 1) session.run({ type: 'seat.setConnection', seatId, connected: true });
  update();

  socket.on('command', (...message) => {
    const name = session.state.seats.find((seat) => seat.seatId === seatId)?.name ?? 'guest';
    inlet.command(session, { actor: { kind: 'seat', seatId, name }, clientId }, message);
  });
  socket.on('waitingPicture', (raw: unknown) => {
    if (!can('seat', 'join.showPicture')) return tools.counts.refusal('forbidden');
    const picture = show.pictures.accept(session.state, seatId, raw, tools.nowMs());
    if (picture.ok) showPicture({ seatId, jpeg: picture.value });
    else tools.counts.refusal(picture.error.code);
  });
  // Guests hold no log and no lease: these are not theirs, and are counted like any other nonsense.
  socket.on('resync', () => tools.counts.refusal('forbidden'));
  socket.on('heartbeat', () => tools.counts.refusal('forbidden'));
  socket.on('holds', () => tools.counts.refusal('forbidden'));
  socket.on('standBy', () => tools.counts.refusal('forbidden'));
  socket.on('scenePicture', () => tools.counts.refusal('forbidden'));
  socket.on('disconnect', () => {
    stopListening();
    if (presence.removeSeat(seatId) === 0)
      session.run({ type: 'seat.setConnection', seatId, connected: false });
  });
}
