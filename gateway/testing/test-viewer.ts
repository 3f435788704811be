import nodeDataChannel from 'node-datachannel';
import { H264Depacketizer } from '@/gateway/core/h264/depacketizer';
import type { H264Frame } from '@/gateway/core/h264/depacketizer';
import { writePli } from '@/gateway/core/rtcp/write';
import { parseRtcp } from '@/gateway/core/rtcp/parse';
import { isRtcp, parseRtp } from '@/gateway/core/rtp/packet';
import { connectTo, postOffer } from './ffmpeg-publisher';
import { waitFor } from './wait-for';

/** A WHEP viewer without a browser: counts frames and holes. */
export interface TestViewer {
  location: string;
  counts: {
    videoFrames: number;
    keyframes: number;
    audioPackets: number;
    /** Numbers of sound that are missing, and times of it that are not after the one before. */
    soundHoles: number;
    soundTimesBack: number;
    senderReports: number;
    sequenceHoles: number;
    repeats: number;
    /** Pictures whose time is not after the one before. */
    timesBack: number;
  };
  requestKeyframe(): void;
  close(): void;
}

export async function startViewer(options: {
  url: string;
  token: string;
  onFrame?(frame: H264Frame): void;
}): Promise<TestViewer> {
  const counts = {
    videoFrames: 0,
    keyframes: 0,
    audioPackets: 0,
    soundHoles: 0,
    soundTimesBack: 0,
    senderReports: 0,
    sequenceHoles: 0,
    repeats: 0,
    timesBack: 0,
  };
  let lastTimestamp: number | null = null;
  let lastSound: { sequence: number; timestamp: number } | null = null;
  const depacketizer = new H264Depacketizer();
  const seen = { last: -1, ssrc: 0 };
  const peer = new nodeDataChannel.PeerConnection('test-viewer', { iceServers: [] });
  const video = new nodeDataChannel.Video('0', 'RecvOnly');
  video.addH264Codec(102);
  const audio = new nodeDataChannel.Audio('1', 'RecvOnly');
  audio.addOpusCodec(109);
  const tracks = [peer.addTrack(video), peer.addTrack(audio)];
  const onMessage = (bytes: Buffer): void => {
    if (isRtcp(bytes)) {
      counts.senderReports += parseRtcp(bytes).packets.filter(
        (packet) => packet.type === 'sender-report',
      ).length;
      return;
    }
    const header = parseRtp(bytes);
    if (typeof header === 'string') return;
    if (header.payloadType === 109) {
      counts.audioPackets += 1;
      if (lastSound !== null && header.sequence !== ((lastSound.sequence + 1) & 0xffff))
        counts.soundHoles += 1;
      if (lastSound !== null && ((header.timestamp - lastSound.timestamp) | 0) <= 0)
        counts.soundTimesBack += 1;
      lastSound = header;
    }
    if (header.payloadType !== 102) return;
    const distance = seen.last < 0 ? 1 : (header.sequence - seen.last) & 0xffff;
    if (distance === 0 || distance > 0x8000) {
      counts.repeats += 1;
      return;
    }
    if (distance > 1) counts.sequenceHoles += 1;
    seen.last = header.sequence;
    seen.ssrc = header.ssrc;
    const payload = bytes.subarray(header.payloadOffset, header.payloadOffset + header.payloadLength);
    for (const frame of depacketizer.push({ timestamp: header.timestamp, marker: header.marker, payload })) {
      counts.videoFrames += 1;
      if (frame.isKeyframe) counts.keyframes += 1;
      if (lastTimestamp !== null && ((frame.timestamp - lastTimestamp) | 0) <= 0) counts.timesBack += 1;
      lastTimestamp = frame.timestamp;
      options.onFrame?.(frame);
    }
  };
  for (const track of tracks) track.onMessage(onMessage);
  peer.setLocalDescription('offer');
  await waitFor('candidates', () => peer.gatheringState() === 'complete');
  const response = await postOffer(options, peer.localDescription()?.sdp ?? '');
  const answer = await response.text();
  if (response.status !== 201) {
    peer.close();
    throw new Error(`WHEP: ${response.status} ${answer}`);
  }
  connectTo(peer, answer);
  await waitFor('ICE and DTLS', () => peer.state() === 'connected');
  return {
    location: new URL(response.headers.get('location') ?? '', options.url).href,
    counts,
    requestKeyframe: () => void tracks[0]?.sendMessageBinary(Buffer.from(writePli(9, seen.ssrc))),
    close: () => peer.close(),
  };
}
