import { chooseCodecs, chooseFeedback, type AcceptedCodec } from './choose-codecs';
import { chooseExtensions } from './extensions';
import type { MediaSection, Offer, OfferSection } from './parse-offer';

/** What the SFU does with one section of the offer. */
export type SectionPlan =
  /** The peer publishes here. */
  | { use: 'receive' }
  /** The peer hears or sees a track of somebody else here. */
  | { use: 'send'; streamId: string; trackId: string; ssrc: number; rtxSsrc: number | null; cname: string }
  /** A free slot, or one that must be seen inactive once before it is used again. */
  | { use: 'none' };

export interface AnswerTransport {
  iceUfrag: string;
  icePwd: string;
  fingerprint: string;
  /** `active` or `passive`. */
  setup: string;
  candidates: readonly string[];
}

/** Writes the SFU's answer: one line per decision, section by section in the offer's order (RFC 8829 §5.3). Pure. */
export function writeAnswer(
  offer: Offer,
  transport: AnswerTransport,
  options: { version: number; plans: ReadonlyMap<string, SectionPlan> },
): string {
  const bundled = offer.sections
    .filter((section) => section.kind !== 'rejected')
    .map((section) => section.mid);
  const lines = [
    'v=0',
    `o=- 7310958425 ${options.version} IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    `a=group:BUNDLE ${bundled.join(' ')}`,
    'a=extmap-allow-mixed',
    'a=msid-semantic: WMS *',
  ];
  let isFirst = true;
  for (const section of offer.sections) {
    lines.push(
      ...writeSection(section, transport, {
        plan: options.plans.get(section.mid) ?? { use: 'none' },
        isFirst,
      }),
    );
    if (section.kind !== 'rejected') isFirst = false;
  }
  return lines.join('\r\n') + '\r\n';
}

function writeSection(
  section: OfferSection,
  transport: AnswerTransport,
  context: { plan: SectionPlan; isFirst: boolean },
): string[] {
  if (section.kind === 'rejected') {
    return [`m=${section.media}`, 'c=IN IP4 0.0.0.0', `a=mid:${section.mid}`, 'a=inactive'];
  }
  const shared = [
    'c=IN IP4 0.0.0.0',
    `a=mid:${section.mid}`,
    `a=ice-ufrag:${transport.iceUfrag}`,
    `a=ice-pwd:${transport.icePwd}`,
    `a=fingerprint:${transport.fingerprint}`,
    `a=setup:${transport.setup}`,
    // RFC 8829 §5.3.1: candidates of a bundle stand in its first section.
    ...(context.isFirst
      ? [...transport.candidates.map((candidate) => `a=${candidate}`), 'a=end-of-candidates']
      : []),
  ];
  if (section.kind === 'application') {
    return [
      'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
      ...shared,
      'a=sctp-port:5000',
      'a=max-message-size:65536',
    ];
  }
  const codecs = chooseCodecs(section);
  if (codecs.length === 0) {
    // No codec in common: refuse this section alone (RFC 3264 §6).
    return [
      `m=${section.kind} 0 UDP/TLS/RTP/SAVPF 0`,
      'c=IN IP4 0.0.0.0',
      `a=mid:${section.mid}`,
      'a=inactive',
    ];
  }
  return [
    `m=${section.kind} 9 UDP/TLS/RTP/SAVPF ${payloadTypes(codecs).join(' ')}`,
    ...shared,
    'a=rtcp-mux',
    'a=rtcp-rsize',
    ...chooseExtensions(section).map((extension) => `a=extmap:${extension.id} ${extension.uri}`),
    ...codecs.flatMap((codec) => writeCodec(codec)),
    ...writeUse(section, context.plan),
  ];
}

function payloadTypes(codecs: readonly AcceptedCodec[]): number[] {
  return codecs.flatMap((codec) =>
    codec.rtxPayloadType === null ? [codec.payloadType] : [codec.payloadType, codec.rtxPayloadType],
  );
}

const RTPMAP = { opus: 'opus/48000/2', vp8: 'VP8/90000', h264: 'H264/90000' } as const;

function writeCodec(accepted: AcceptedCodec): string[] {
  const type = accepted.payloadType;
  const lines = [`a=rtpmap:${type} ${RTPMAP[accepted.name]}`];
  for (const feedback of chooseFeedback(accepted.codec)) lines.push(`a=rtcp-fb:${type} ${feedback}`);
  // Stereo is the publisher's to choose: a receiver that does not say so makes Chrome downmix.
  if (accepted.name === 'opus') lines.push(`a=fmtp:${type} minptime=10;useinbandfec=1;stereo=1`);
  if (accepted.name === 'h264') {
    const profile = /profile-level-id=([0-9A-Fa-f]{6})/.exec(accepted.codec.fmtp)?.[1] ?? '42e01f';
    lines.push(`a=fmtp:${type} level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=${profile}`);
  }
  if (accepted.rtxPayloadType !== null) {
    lines.push(
      `a=rtpmap:${accepted.rtxPayloadType} rtx/90000`,
      `a=fmtp:${accepted.rtxPayloadType} apt=${type}`,
    );
  }
  return lines;
}

function writeUse(section: MediaSection, plan: SectionPlan): string[] {
  if (plan.use === 'none') return ['a=inactive'];
  if (plan.use === 'receive') {
    if (section.sendRids.length === 0) return ['a=recvonly'];
    return [
      'a=recvonly',
      ...section.sendRids.map((rid) => `a=rid:${rid} recv`),
      `a=simulcast:recv ${section.sendRids.join(';')}`,
    ];
  }
  return writeSending(plan);
}

/** What a section says of the stream that the SFU sends in it. */
export function writeSending(plan: Extract<SectionPlan, { use: 'send' }>): string[] {
  const lines = ['a=sendonly', `a=msid:${plan.streamId} ${plan.trackId}`];
  if (plan.rtxSsrc !== null) lines.push(`a=ssrc-group:FID ${plan.ssrc} ${plan.rtxSsrc}`);
  lines.push(
    `a=ssrc:${plan.ssrc} cname:${plan.cname}`,
    `a=ssrc:${plan.ssrc} msid:${plan.streamId} ${plan.trackId}`,
  );
  if (plan.rtxSsrc !== null) lines.push(`a=ssrc:${plan.rtxSsrc} cname:${plan.cname}`);
  return lines;
}
