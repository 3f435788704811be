import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import nodeDataChannel from 'node-datachannel';
import type { PeerConnection, Track } from 'node-datachannel';
import { isRtcp, writeUint32 } from '@/gateway/core/rtp/packet';
import { endWithParent } from '@/scripts/harness/end-with-parent';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { waitFor } from './wait-for';

/**
 * A WHIP publisher without a browser: ffmpeg makes H.264 and Opus as RTP, libdatachannel sends it. Cheap, and the same
 * every time; it answers neither NACK nor PLI, its key frames come every 2 s.
 */
export interface FfmpegPublisher {
  location: string;
  peer: PeerConnection;
  /** Sends nothing until `resume`, then what it did not send, at once: a machine that has no time. */
  pause(): void;
  resume(): void;
  /** From now on everything is so long on its way. */
  delayBy(ms: number): void;
  stop(): Promise<void>;
}

const VIDEO = { ssrc: 1111, payloadType: 96 };
const AUDIO = { ssrc: 2222, payloadType: 111 };

export interface FfmpegOptions {
  url: string;
  token: string;
  /** H.264 and Opus to send as they are, over and over; without it ffmpeg encodes a small test picture. */
  inputPath?: string;
  /** Of that test picture; 1500 unless given. */
  videoKbps?: number;
  /** Between this peer and what the gateway is told: to offer as other clients do. */
  editOffer?(sdp: string): string;
  /** Instead of two channels. */
  isMono?: boolean;
  /** Every video packet at the moment it is handed to the network. */
  onVideoPacket?(bytes: Buffer): void;
}

export async function publishFromFfmpeg(options: FfmpegOptions): Promise<FfmpegPublisher> {
  const peer = new nodeDataChannel.PeerConnection('test-publisher', { iceServers: [] });
  const video = new nodeDataChannel.Video('0', 'SendOnly');
  video.addH264Codec(VIDEO.payloadType);
  video.addSSRC(VIDEO.ssrc, 'test', 'program', 'video');
  const audio = new nodeDataChannel.Audio('1', 'SendOnly');
  audio.addOpusCodec(AUDIO.payloadType);
  audio.addSSRC(AUDIO.ssrc, 'test', 'program', 'audio');
  const tracks = { video: peer.addTrack(video), audio: peer.addTrack(audio) };
  peer.setLocalDescription('offer');
  await waitFor('candidates', () => peer.gatheringState() === 'complete');

  const response = await postOffer(options, peer.localDescription()?.sdp ?? '');
  const answer = await response.text();
  if (response.status !== 201) {
    peer.close();
    throw new Error(`WHIP: ${response.status} ${answer}`);
  }
  connectTo(peer, answer);
  await waitFor('ICE and DTLS', () => peer.state() === 'connected');
  const media = await startMedia(tracks, options);
  return {
    location: new URL(response.headers.get('location') ?? '', options.url).href,
    peer,
    pause: () => media.pause(),
    resume: () => media.resume(),
    delayBy: (ms) => media.delayBy(ms),
    async stop() {
      media.close();
      peer.close();
      await media.exited;
    },
  };
}

export function postOffer(
  options: { url: string; token: string; editOffer?: (sdp: string) => string },
  rawSdp: string,
): Promise<Response> {
  const sdp = options.editOffer?.(rawSdp) ?? rawSdp;
  return fetch(options.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${options.token}`, 'content-type': 'application/sdp' },
    // Without our candidates: libdatachannel as offerer must know the answer's fingerprint before DTLS can begin,
    // and the gateway learns our address from our own checks anyway.
    body: sdp
      .split('\r\n')
      .filter((line) => !isCandidateLine(line))
      .join('\r\n'),
  });
}

function isCandidateLine(line: string): boolean {
  return /^a=(candidate|end-of-candidates)/.test(line);
}

/** The answer's candidates go in after the answer itself, for the same reason. */
export function connectTo(peer: PeerConnection, answer: string): void {
  const lines = answer.split('\r\n');
  peer.setRemoteDescription(lines.filter((line) => !isCandidateLine(line)).join('\r\n'), 'answer');
  for (const line of lines) if (line.startsWith('a=candidate:')) peer.addRemoteCandidate(line.slice(2), '0');
}

async function startMedia(
  tracks: Record<'video' | 'audio', Track>,
  options: FfmpegOptions,
): Promise<Forwarding & { exited: Promise<unknown> }> {
  const port = await findFreePorts(4);
  const sockets = [
    forward(port, tracks.video, {
      ...VIDEO,
      ...(options.onVideoPacket === undefined ? {} : { onPacket: options.onVideoPacket }),
    }),
    forward(port + 2, tracks.audio, AUDIO),
  ];
  const rtp = (payloadType: number, toPort: number): string[] => [
    ...['-f', 'rtp', '-payload_type', String(payloadType)],
    // RTCP of ffmpeg comes on the same port.
    `rtp://127.0.0.1:${toPort}?rtcpport=${toPort}&pkt_size=1200`,
  ];
  const input =
    options.inputPath === undefined ? LIVE_INPUT : ['-re', '-stream_loop', '-1', '-i', options.inputPath];
  const codecs = options.inputPath === undefined ? liveCodecs(options.videoKbps ?? 1_500) : COPY_CODECS;
  const [command, args] = endWithParent('ffmpeg', [
    '-v',
    'error',
    ...input,
    ...codecs.video,
    ...rtp(VIDEO.payloadType, port),
    ...codecs.audio,
    ...(options.isMono === true ? ['-ac', '1'] : []),
    ...rtp(AUDIO.payloadType, port + 2),
  ]);
  const child: ChildProcess = spawn(command, args, { stdio: 'ignore' });
  const exited = once(child, 'exit');
  return {
    exited,
    pause: () => sockets.forEach((socket) => socket.pause()),
    resume: () => sockets.forEach((socket) => socket.resume()),
    delayBy: (ms) => sockets.forEach((socket) => socket.delayBy(ms)),
    close() {
      child.kill('SIGKILL');
      for (const socket of sockets) socket.close();
    },
  };
}

const LIVE_INPUT = [
  ...['-re', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=30'],
  ...['-re', '-f', 'lavfi', '-i', 'sine=frequency=1000:sample_rate=48000'],
];
/** Baseline, no B-frames, key frames every 2 s with their parameter sets: as a browser sends. */
export const H264_LIKE_A_BROWSER = [
  ...[
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-tune',
    'zerolatency',
    '-profile:v',
    'baseline',
    '-pix_fmt',
    'yuv420p',
  ],
  ...['-g', '60', '-keyint_min', '60', '-sc_threshold', '0', '-bf', '0', '-x264-params', 'repeat-headers=1'],
];
const liveCodecs = (videoKbps: number) => ({
  video: ['-map', '0:v', ...H264_LIKE_A_BROWSER, '-b:v', `${videoKbps}k`],
  audio: ['-map', '1:a', '-c:a', 'libopus', '-b:a', '96k', '-ac', '2'],
});
const COPY_CODECS = {
  video: ['-map', '0:v', '-c', 'copy'],
  audio: ['-map', '0:a', '-c', 'copy'],
};

interface Forwarding {
  close(): void;
  pause(): void;
  resume(): void;
  delayBy(ms: number): void;
}

function forward(
  port: number,
  track: Track,
  as: { ssrc: number; onPacket?: (bytes: Buffer) => void },
): Forwarding {
  // Key frames come as a burst; a starved test process must not lose it before it is even sent.
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 });
  let held: Buffer[] | null = null;
  let delayMs = 0;
  const send = (bytes: Buffer): void => {
    if (!track.isOpen()) return;
    writeUint32(bytes, isRtcp(bytes) ? 4 : 8, as.ssrc);
    as.onPacket?.(bytes);
    track.sendMessageBinary(bytes);
  };
  socket.on('message', (bytes) => {
    if (held !== null) held.push(bytes);
    else if (delayMs > 0) setTimeout(() => send(bytes), delayMs);
    else send(bytes);
  });
  socket.bind(port, '127.0.0.1');
  return {
    close: () => void socket.close(),
    pause: () => (held ??= []),
    resume: () => {
      const late = held ?? [];
      held = null;
      late.forEach(send);
    },
    delayBy: (ms) => {
      delayMs = ms;
    },
  };
}
