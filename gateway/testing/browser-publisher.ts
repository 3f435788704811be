import type { Page } from '@playwright/test';
import { launchBrowser } from '@/scripts/harness/browsers';

/** Chromium as a WHIP publisher: a moving canvas and an oscillator. A white corner flashes with a beep once a second. */
export interface BrowserPublisher {
  page: Page;
  publish(options: WhipOptions): Promise<number>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface WhipOptions {
  url: string;
  token: string;
  /** Media goes by this UDP port (a proxy's) instead of the one in the answer, and by no other way. */
  viaUdpPort?: number;
}

export async function startBrowserPublisher(origin: string): Promise<BrowserPublisher> {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(`${origin}/healthz`);
  return {
    page,
    publish: (options) => page.evaluate(publishInPage, options),
    stop: () => page.evaluate(stopInPage),
    close: () => browser.close(),
  };
}

interface PublishingWindow extends Window {
  whip?: { peer: RTCPeerConnection; location: string; token: string };
  program?: MediaStream;
}

/** Runs in the page. @returns the HTTP status of the POST. */
async function publishInPage({ url, token, viaUdpPort }: WhipOptions): Promise<number> {
  const scope = window as unknown as PublishingWindow;
  scope.program ??= makeProgram();
  const peer = new RTCPeerConnection();
  for (const track of scope.program.getTracks()) {
    const transceiver = peer.addTransceiver(track, { direction: 'sendonly', streams: [scope.program] });
    if (track.kind !== 'video') continue;
    const { codecs } = RTCRtpSender.getCapabilities('video') ?? { codecs: [] };
    transceiver.setCodecPreferences([
      ...codecs.filter((codec) => codec.mimeType === 'video/H264'),
      ...codecs.filter((codec) => codec.mimeType !== 'video/H264'),
    ]);
    const parameters = transceiver.sender.getParameters();
    for (const encoding of parameters.encodings) encoding.maxBitrate = 4_000_000;
    parameters.degradationPreference = 'maintain-resolution';
    await transceiver.sender.setParameters(parameters);
  }
  await peer.setLocalDescription();
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/sdp' },
    // Through a proxy, the gateway must not learn our own address.
    body: (peer.localDescription?.sdp ?? '').replace(
      viaUdpPort === undefined ? /$^/ : /a=candidate:.*\r\n/g,
      '',
    ),
  });
  if (response.status !== 201) {
    peer.close();
    return response.status;
  }
  const answer = await response.text();
  const sdp =
    viaUdpPort === undefined
      ? answer
      : answer.replace(/(a=candidate:\S+ 1 udp \d+ \S+) \d+/gi, `$1 ${viaUdpPort}`);
  await peer.setRemoteDescription({ type: 'answer', sdp });
  scope.whip = { peer, token, location: new URL(response.headers.get('location') ?? '', url).href };
  return response.status;

  function makeProgram(): MediaStream {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
    const context = canvas.getContext('2d');
    const audio = new AudioContext({ sampleRate: 48_000 });
    const gain = new GainNode(audio, { gain: 0 });
    const tone = new OscillatorNode(audio, { frequency: 1000 });
    const output = audio.createMediaStreamDestination();
    tone.connect(gain).connect(output);
    tone.start();
    const bed = new OscillatorNode(audio, { frequency: 220 });
    bed.connect(new GainNode(audio, { gain: 0.02 })).connect(output);
    bed.start();
    let frame = 0;
    let beeped = -1;
    setInterval(() => {
      const isFlash = Date.now() % 1000 < 100;
      const second = Math.floor(Date.now() / 1000);
      if (isFlash && beeped !== second) {
        beeped = second;
        gain.gain.setValueAtTime(0.5, audio.currentTime);
        gain.gain.setValueAtTime(0, audio.currentTime + 0.1);
      }
      if (context === null) return;
      context.fillStyle = '#102030';
      context.fillRect(0, 0, 1280, 720);
      // A corner only: a flash of the whole picture is a scene cut, at which the encoder makes key frames of its own.
      context.fillStyle = isFlash ? '#ffffff' : '#000000';
      context.fillRect(0, 0, 320, 180);
      for (let index = 0; index < 12; index += 1) {
        context.fillStyle = `hsl(${(frame * 3 + index * 30) % 360} 80% 50%)`;
        context.fillRect(320 + ((frame * (4 + index) + index * 100) % 960), 40 + index * 52, 120, 40);
      }
      frame += 1;
    }, 1000 / 30);
    const stream = canvas.captureStream(30);
    for (const track of output.stream.getAudioTracks()) stream.addTrack(track);
    return stream;
  }
}

async function stopInPage(): Promise<void> {
  const scope = window as unknown as PublishingWindow;
  if (scope.whip === undefined) return;
  scope.whip.peer.close();
  await fetch(scope.whip.location, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${scope.whip.token}` },
  });
  delete scope.whip;
}
