import { TrackInfo, TrackType } from '@livekit/protocol';
import { expect, it } from 'vitest';
import type { MediaSection, Offer, OfferSection } from '../core/sfu-sdp/parse-offer';
import { DownTrack } from './down-track';
import { Negotiation } from './negotiation';
import { UpTrack } from './up-track';

const sink = {
  payloadTypeOf: () => null,
  colorSpaceId: 0,
  absSendTimeId: 0,
  transportCcId: 0,
  send: () => true,
  reallocate: () => undefined,
};

function subscription(sid: string): DownTrack {
  const info = new TrackInfo({ sid, type: TrackType.VIDEO });
  return new DownTrack(
    new UpTrack({ info, mid: '0', rids: [], codec: 'vp8', clock: { offsetMs: null } }),
    'PA_x',
    sink,
  );
}

function section(mid: string, direction: MediaSection['direction']): MediaSection {
  const codec = {
    payloadType: 96,
    name: 'vp8',
    clockRateHz: 90_000,
    channels: 1,
    fmtp: '',
    feedback: [],
  };
  return {
    kind: 'video',
    mid,
    direction,
    codecs: [codec],
    extensions: [],
    msidTrack: '',
    sendRids: [],
    ssrcs: [],
  };
}

const offer = (...sections: OfferSection[]): Offer => ({
  transport: { iceUfrag: '', icePwd: '', fingerprint: '', setup: 'actpass', sctpPort: 5000, candidates: [] },
  sections,
});

const carrying = (): { negotiation: Negotiation; down: DownTrack } => {
  const negotiation = new Negotiation(() => 'camera');
  const down = subscription('TR_a');
  negotiation.enqueue(down);
  negotiation.apply(offer(section('1', 'recvonly')), { canPublish: true });
  expect(down.mid).toBe('1');
  expect(negotiation.requirement()).toBeNull();
  return { negotiation, down };
};
const rejected: OfferSection = { kind: 'rejected', mid: '1', media: 'video 0 UDP/TLS/RTP/SAVPF 96' };

it.each<[string, OfferSection]>([
  ['the peer stopped', rejected],
  ['the peer sends in now', section('1', 'sendonly')],
  ['the peer made inactive', section('1', 'inactive')],
])('[SG4] a freed section that %s asks for no more negotiations', (_, next) => {
  const { negotiation, down } = carrying();
  negotiation.retire(down);
  expect(negotiation.requirement()).not.toBeNull();
  negotiation.apply(offer(next), { canPublish: true });
  expect(negotiation.requirement()).toBeNull();
});

it.each<[string, OfferSection]>([
  ['stopped', rejected],
  ['sends in itself', section('1', 'sendonly')],
])('[SG5] a track in a section that the peer %s moves to another', (_, next) => {
  const { negotiation, down } = carrying();
  negotiation.apply(offer(next), { canPublish: true });
  expect(down.mid).toBeNull();
  expect(negotiation.requirement()).toEqual({ audios: 0, videos: 1 });
  negotiation.apply(offer(next, section('2', 'recvonly')), { canPublish: true });
  expect(down.mid).toBe('2');
  expect(negotiation.requirement()).toBeNull();
});
