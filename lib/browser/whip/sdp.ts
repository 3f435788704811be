/** Pure shaping of SDP text for WHIP: no browser object enters here. */

export interface BitrateHints {
  startKbps: number;
  minKbps: number;
  maxKbps: number;
}

interface CodecLike {
  mimeType: string;
  sdpFmtpLine?: string;
}

/**
 * Orders codecs for `setCodecPreferences`: H.264 in packetization mode 1 first (constrained baseline before others, the
 * profile every destination takes), then the rest in the browser's own order. Nothing is dropped, so that a browser without
 * H.264 still gets an answer it can show to its user.
 */
export function preferH264<T extends CodecLike>(codecs: readonly T[]): T[] {
  const rank = ({ mimeType, sdpFmtpLine = '' }: T) => {
    if (mimeType.toLowerCase() !== 'video/h264') return 3;
    if (!sdpFmtpLine.includes('packetization-mode=1')) return 2;
    return /profile-level-id=42e0/i.test(sdpFmtpLine) ? 0 : 1;
  };
  return [...codecs].sort((a, b) => rank(a) - rank(b));
}

/**
 * Adds Chrome's `x-google-*-bitrate` to the video formats of an answer; Chrome reads them from the remote description only.
 * Without the start value the first 5-15 seconds are blurred, since the estimate begins near 300 kbps.
 */
export function hintAnswerBitrate(answerSdp: string, { startKbps, minKbps, maxKbps }: BitrateHints): string {
  const hint = `x-google-start-bitrate=${startKbps};x-google-min-bitrate=${minKbps};x-google-max-bitrate=${maxKbps}`;
  const lines = answerSdp.split(/\r?\n/);
  const video = payloadTypesOf(lines, 'video', 'h264');
  const withFmtp = new Set<string>();
  const shaped = lines.map((line) => {
    const payloadType = /^a=fmtp:(\d+) /.exec(line)?.[1];
    if (!payloadType || !video.has(payloadType)) return line;
    withFmtp.add(payloadType);
    const own = line.replace(/;?\s*x-google-(start|min|max)-bitrate=\d+/g, '');
    return `${own};${hint}`;
  });
  const complete = shaped.flatMap((line) => {
    const payloadType = /^a=rtpmap:(\d+) /.exec(line)?.[1];
    const needsOwn = payloadType && video.has(payloadType) && !withFmtp.has(payloadType);
    return needsOwn ? [line, `a=fmtp:${payloadType} ${hint}`] : [line];
  });
  return complete.join('\r\n');
}

/**
 * Puts H.264 first among the formats of an answer: browsers send the first. RFC 3264 §6.1 lets the answerer order formats by
 * its own taste, and some servers prefer a codec that no destination takes.
 */
export function putH264First(answerSdp: string): string {
  const lines = answerSdp.split(/\r?\n/);
  const h264 = payloadTypesOf(lines, 'video', 'h264');
  return lines
    .map((line) => {
      if (!line.startsWith('m=video ')) return line;
      const [media, port, protocol, ...formats] = line.split(' ');
      const ranked = [
        ...formats.filter((format) => h264.has(format)),
        ...formats.filter((format) => !h264.has(format)),
      ];
      return [media, port, protocol, ...ranked].join(' ');
    })
    .join('\r\n');
}

/** Chrome sends mono Opus unless the answer asks for stereo. */
export function askForStereo(answerSdp: string, audioKbps: number): string {
  const lines = answerSdp.split(/\r?\n/);
  const opus = payloadTypesOf(lines, 'audio', 'opus');
  const wanted = `stereo=1;sprop-stereo=1;maxaveragebitrate=${audioKbps * 1_000}`;
  return lines
    .map((line) => {
      const payloadType = /^a=fmtp:(\d+) /.exec(line)?.[1];
      if (!payloadType || !opus.has(payloadType)) return line;
      return `${line.replace(/;?\s*(sprop-)?stereo=\d|;?\s*maxaveragebitrate=\d+/g, '')};${wanted}`;
    })
    .join('\r\n');
}

/** @returns the lower-case codec name an answer settled on for video, or null. */
export function answeredVideoCodec(answerSdp: string): string | null {
  const lines = answerSdp.split(/\r?\n/);
  const section = lines.findIndex((line) => line.startsWith('m=video '));
  const first = lines[section]?.split(' ')[3];
  if (!first) return null;
  const rtpmap = lines.find((line) => line.startsWith(`a=rtpmap:${first} `));
  return rtpmap?.split(' ')[1]?.split('/')[0]?.toLowerCase() ?? null;
}

function payloadTypesOf(lines: readonly string[], kind: 'audio' | 'video', codec: string): Set<string> {
  const found = new Set<string>();
  let section = '';
  for (const line of lines) {
    if (line.startsWith('m=')) section = line.slice(2).split(' ')[0] ?? '';
    const rtpmap = /^a=rtpmap:(\d+) ([^/]+)\//.exec(line);
    if (section === kind && rtpmap?.[1] && rtpmap[2]?.toLowerCase() === codec) found.add(rtpmap[1]);
  }
  return found;
}
