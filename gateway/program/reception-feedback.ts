import { performance } from 'node:perf_hooks';
import type { ChosenMedia } from '@/gateway/core/whip-sdp/choose-media';
import { KeyframeCadence } from '@/gateway/core/keyframe-cadence/keyframe-cadence';
import { ntpMiddle } from '@/gateway/core/rtcp/ntp';
import type { NtpTime } from '@/gateway/core/rtcp/ntp';
import { TwccRecorder } from '@/gateway/core/rtcp/twcc-recorder';
import { writeNack, writePli, writeReceiverReport, writeRemb } from '@/gateway/core/rtcp/write';
import { findExtension } from '@/gateway/core/rtp/packet';
import type { RtpHeader } from '@/gateway/core/rtp/packet';
import { ReceptionStats } from '@/gateway/core/rtp/reception-stats';

/** All RTCP a publisher gets from us: congestion feedback, reports, retransmission and key frame requests. */
const SENDER_SSRC = 0x5b000001;
/** TWCC every 50 ms is what Chrome's estimator expects at these rates. */
const TWCC_INTERVAL_MS = 50;
const REPORT_INTERVAL_MS = 1_000;
/** The order given to senders that offer no transport-cc but REMB: the program's 4 Mbit/s and room to probe. */
const REMB_BPS = 6_000_000;

/** An encoding that starts late answers its first request, or its next. */
const OTHER_INTERVAL_MS = 1_000;

function newStats(): Record<'video' | 'audio', ReceptionStats> {
  return { video: new ReceptionStats(90_000), audio: new ReceptionStats(48_000) };
}

export class ReceptionFeedback {
  readonly #chosen: ChosenMedia;
  readonly #send: (bytes: Uint8Array) => void;
  readonly #twcc = new TwccRecorder();
  readonly #stats = newStats();
  readonly #ssrc: { video: number | null; audio: number | null } = { video: null, audio: null };
  readonly #timers: NodeJS.Timeout[];
  readonly #cadence = new KeyframeCadence();
  /** Until the next key frame must be asked for. */
  #turn: NodeJS.Timeout | null = null;
  #isClosed = false;
  #askedOtherMs = -Infinity;
  keyframeRequests = 0;
  nacksSent = 0;

  constructor(chosen: ChosenMedia, send: (bytes: Uint8Array) => void) {
    this.#chosen = chosen;
    this.#send = send;
    this.#timers = [setInterval(() => this.#sendReports(), REPORT_INTERVAL_MS)];
    if (chosen.transportCcExtensionId !== null && chosen.video?.hasTransportCc !== false)
      this.#timers.push(setInterval(() => this.#sendCongestionFeedback(), TWCC_INTERVAL_MS));
  }

  /** Every RTP packet of the transport, before anything else looks at it. */
  noteArrival(bytes: Uint8Array, header: RtpHeader): void {
    const id = this.#chosen.transportCcExtensionId;
    if (id === null) return;
    const extension = findExtension(bytes, header, id);
    if (extension === null || extension.length < 2) return;
    this.#twcc.receive(((extension[0] ?? 0) << 8) | (extension[1] ?? 0), performance.now() * 1000);
  }

  noteMedia(kind: 'video' | 'audio', header: RtpHeader, nowMs: number): void {
    const isFirst = this.#ssrc[kind] === null;
    this.#ssrc[kind] ??= header.ssrc;
    this.#stats[kind].receive(header.sequence, header.timestamp, nowMs);
    if (isFirst && kind === 'video') this.#askWhenDue(nowMs);
  }

  /** Another stream of that kind begins: nothing of the one before counts. */
  restart(kind: 'video' | 'audio'): void {
    this.#ssrc[kind] = null;
    this.#stats[kind] = newStats()[kind];
  }

  /** @returns which track the report is about, or null for a stranger's SSRC. */
  noteSenderReport(ssrc: number, ntp: NtpTime, nowMs: number): 'video' | 'audio' | null {
    const kind = ssrc === this.#ssrc.video ? 'video' : ssrc === this.#ssrc.audio ? 'audio' : null;
    if (kind !== null) this.#stats[kind].receiveSenderReport(ntpMiddle(ntp), nowMs);
    return kind;
  }

  get videoSsrc(): number | null {
    return this.#ssrc.video;
  }

  sendNack(sequences: readonly number[]): void {
    if (this.#ssrc.video === null || sequences.length === 0) return;
    this.nacksSent += sequences.length;
    this.#send(writeNack(SENDER_SSRC, this.#ssrc.video, sequences));
  }

  /** Out of turn; several reasons at once ask once. */
  requestKeyframe(nowMs: number): void {
    this.#cadence.want();
    this.#askWhenDue(nowMs);
  }

  noteKeyframe(nowMs: number): void {
    this.#cadence.noteKeyframe(nowMs);
    this.#askWhenDue(nowMs);
  }

  /** Of a stream that is not used yet: to see how large it is, and to change to it. */
  requestKeyframeOf(ssrc: number, nowMs: number): void {
    if (nowMs - this.#askedOtherMs < OTHER_INTERVAL_MS) return;
    this.#askedOtherMs = nowMs;
    this.keyframeRequests += 1;
    this.#send(writePli(SENDER_SSRC, ssrc));
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    if (this.#turn !== null) clearTimeout(this.#turn);
  }

  /** Asks for a key frame now if it is due, and else when it will be. */
  #askWhenDue(nowMs: number): void {
    if (this.#ssrc.video === null || this.#isClosed) return;
    if (this.#cadence.poll(nowMs)) {
      this.keyframeRequests += 1;
      this.#send(writePli(SENDER_SSRC, this.#ssrc.video));
    }
    if (this.#turn !== null) clearTimeout(this.#turn);
    this.#turn = setTimeout(() => this.#askWhenDue(performance.now()), this.#cadence.dueInMs(nowMs));
  }

  #sendCongestionFeedback(): void {
    const mediaSsrc = this.#ssrc.video ?? this.#ssrc.audio ?? 0;
    for (const packet of this.#twcc.feedback(SENDER_SSRC, mediaSsrc)) this.#send(packet);
  }

  #sendReports(): void {
    const nowMs = performance.now();
    const reports = (['video', 'audio'] as const).flatMap((kind) => {
      const ssrc = this.#ssrc[kind];
      return ssrc === null ? [] : [this.#stats[kind].report(ssrc, nowMs)];
    });
    if (reports.length === 0) return;
    this.#send(writeReceiverReport(SENDER_SSRC, reports));
    const { video } = this.#chosen;
    if (
      video?.hasTransportCc === false &&
      video.feedback.includes('goog-remb') &&
      this.#ssrc.video !== null
    ) {
      this.#send(writeRemb(SENDER_SSRC, REMB_BPS, [this.#ssrc.video]));
    }
  }
}
