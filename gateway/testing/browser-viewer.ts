import type { Page } from '@playwright/test';

/** What a browser sees of the program over WHEP. */
export interface BrowserView {
  status: number;
  width: number;
  height: number;
  framesDecoded: number;
  audioSamples: number;
  freezes: number;
  frozenMs: number;
  packetsReceived: number;
  /** Never came, also when asked for again. */
  packetsLost: number;
  nacksSent: number;
  /** Of the picture's packets, by what the gateway answered; null when it never did. */
  roundTripMs: number | null;
}

/** Watches for `watchMs` once the first frame is there. */
export function watchInBrowser(page: Page, options: WhepOptions): Promise<BrowserView> {
  return page.evaluate(watchInPage, options);
}

export interface WhepOptions {
  url: string;
  token: string;
  watchMs: number;
  /** As in WhipOptions. */
  viaUdpPort?: number;
}

async function watchInPage(options: WhepOptions): Promise<BrowserView> {
  const peer = new RTCPeerConnection();
  const video = Object.assign(document.createElement('video'), { muted: true, autoplay: true });
  const stream = new MediaStream();
  video.srcObject = stream;
  peer.addEventListener('track', ({ track }) => stream.addTrack(track));
  for (const kind of ['audio', 'video']) peer.addTransceiver(kind, { direction: 'recvonly' });
  await peer.setLocalDescription();
  const response = await fetch(options.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${options.token}`, 'content-type': 'application/sdp' },
    body: (peer.localDescription?.sdp ?? '').replace(
      options.viaUdpPort === undefined ? /$^/ : /a=candidate:.*\r\n/g,
      '',
    ),
  });
  const view = {
    status: response.status,
    width: 0,
    height: 0,
    framesDecoded: 0,
    audioSamples: 0,
    freezes: 0,
    frozenMs: 0,
    packetsReceived: 0,
    packetsLost: 0,
    nacksSent: 0,
    roundTripMs: null as number | null,
  };
  if (response.status !== 201) return view;
  const answer = await response.text();
  const sdp =
    options.viaUdpPort === undefined
      ? answer
      : answer.replace(/(a=candidate:\S+ 1 udp \d+ \S+) \d+/gi, `$1 ${options.viaUdpPort}`);
  await peer.setRemoteDescription({ type: 'answer', sdp });
  await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  await new Promise((resolve) => setTimeout(resolve, options.watchMs));
  for (const report of (await peer.getStats()).values() as Iterable<Record<string, unknown>>) {
    if (report['type'] === 'remote-outbound-rtp' && typeof report['roundTripTime'] === 'number')
      view.roundTripMs = Math.round(report['roundTripTime'] * 1000);
    if (report['type'] !== 'inbound-rtp') continue;
    view.framesDecoded += Number(report['framesDecoded'] ?? 0);
    view.audioSamples += Number(report['totalSamplesReceived'] ?? 0);
    view.freezes += Number(report['freezeCount'] ?? 0);
    if (report['kind'] !== 'video') continue;
    view.frozenMs = Math.round(Number(report['totalFreezesDuration'] ?? 0) * 1000);
    view.packetsReceived = Number(report['packetsReceived'] ?? 0);
    view.packetsLost = Number(report['packetsLost'] ?? 0);
    view.nacksSent = Number(report['nackCount'] ?? 0);
  }
  view.width = video.videoWidth;
  view.height = video.videoHeight;
  peer.close();
  return view;
}
