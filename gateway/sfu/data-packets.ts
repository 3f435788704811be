import { DataPacket, DataPacket_Kind } from '@livekit/protocol';
import { countRejected } from './metrics';
import { LOSSY, RELIABLE } from './data-labels';
import { DATA_MESSAGE_BYTES_MAX } from './media-peer';
import type { Session } from './session';

const DESTINATIONS_MAX = 128;
/** Late lossy data is worthless; a reader this far behind gets none. */
const LOSSY_BUFFERED_BYTES_MAX = 128 * 1024;
/** A reliable reader this far behind has stopped reading; it will find gaps when it rejoins. */
const RELIABLE_BUFFERED_BYTES_MAX = 8 * 1024 * 1024;

export interface RoutedData {
  label: typeof RELIABLE | typeof LOSSY;
  bytes: Uint8Array;
  /** Empty means everybody. */
  destinations: ReadonlySet<string>;
}

/** Checks a participant's data packet and stamps the true sender on it. @returns null when it is refused or not data. */
export function routeData(sender: Session, label: string, bytes: Uint8Array): RoutedData | null {
  if (label !== RELIABLE && label !== LOSSY) return null;
  if (!sender.permission.canPublishData) return refuse('not-allowed');
  if (bytes.length > DATA_MESSAGE_BYTES_MAX) return refuse('too-long');
  let packet: DataPacket;
  try {
    packet = DataPacket.fromBinary(bytes);
  } catch {
    return refuse('bad-protobuf');
  }
  // Speakers are the server's word; an empty packet is nobody's.
  if (packet.value.case === undefined || packet.value.case === 'speaker') return refuse('bad-kind');
  return stamp(packet, label, { sid: sender.sid, identity: sender.identity });
}

/** @param sender - null when the room service sends. */
export function stamp(
  packet: DataPacket,
  label: typeof RELIABLE | typeof LOSSY,
  sender: { sid: string; identity: string } | null,
): RoutedData | null {
  const destinations = new Set(packet.destinationIdentities);
  packet.kind = label === RELIABLE ? DataPacket_Kind.RELIABLE : DataPacket_Kind.LOSSY;
  packet.participantSid = sender?.sid ?? '';
  packet.participantIdentity = sender?.identity ?? '';
  if (packet.value.case === 'user') {
    const user = packet.value.value;
    for (const identity of user.destinationIdentities) destinations.add(identity);
    user.participantSid = sender?.sid ?? '';
    user.participantIdentity = sender?.identity ?? '';
  }
  if (destinations.size > DESTINATIONS_MAX) return refuse('too-many-destinations');
  return { label, bytes: packet.toBinary(), destinations };
}

export function deliverData(receiver: Session, data: RoutedData): void {
  const channel = receiver.down.channel(data.label);
  if (channel === undefined) return;
  const limit = data.label === LOSSY ? LOSSY_BUFFERED_BYTES_MAX : RELIABLE_BUFFERED_BYTES_MAX;
  if (channel.bufferedBytes > limit) {
    countRejected('data', 'receiver-behind');
    return;
  }
  channel.send(data.bytes);
}

function refuse(reason: string): null {
  countRejected('data', reason);
  return null;
}
