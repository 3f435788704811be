import type { Browser, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { launchBrowser } from '@/scripts/harness/browsers';

const require = createRequire(import.meta.url);

const PAGE = `<!doctype html><title>room</title><script src="/livekit-client.js"></script><script src="/page.js"></script>`;

/** Runs in the page: publishes a colour and a tone that the far end can recognise. */
const PAGE_SCRIPT = `
const log = [];
window.addEventListener('error', (event) => log.push('error ' + event.message));
function colourTrack(colour, width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width; canvas.height = height;
  const context = canvas.getContext('2d');
  let frame = 0;
  setInterval(() => {
    context.fillStyle = colour; context.fillRect(0, 0, width, height);
    context.fillStyle = '#888'; context.fillRect((frame++ * 7) % width, 0, 20, 20);
    for (let i = 0; i < 40; i++) { context.fillStyle = i % 2 ? '#000' : '#fff'; context.fillRect(Math.random() * width, height - 30, 6, 6); }
  }, 50);
  return canvas.captureStream(20).getVideoTracks()[0];
}
function toneTrack(hz) {
  const audio = new AudioContext();
  const oscillator = audio.createOscillator(); oscillator.frequency.value = hz;
  const gain = audio.createGain(); gain.gain.value = 0.4;
  const destination = audio.createMediaStreamDestination();
  oscillator.connect(gain).connect(destination); oscillator.start();
  return destination.stream.getAudioTracks()[0];
}
const analysers = new Map();
window.joinRoom = async ({ url, token, options, connectOptions }) => {
  const room = new LivekitClient.Room(options ?? {});
  window.room = room; window.roomLog = log;
  for (const name of ['connected','reconnecting','reconnected','disconnected','trackSubscribed','trackUnsubscribed','participantConnected','participantDisconnected','localTrackSubscribed','trackMuted','trackUnmuted'])
    room.on(name, () => log.push(name));
  room.on('dataReceived', (payload, participant, kind, topic) => log.push('data ' + (participant?.identity ?? 'server') + ' ' + topic + ' ' + new TextDecoder().decode(payload)));
  room.on('activeSpeakersChanged', (speakers) => log.push('speakers ' + speakers.map((speaker) => speaker.identity).sort().join(',')));
  room.on('trackSubscribed', (track, publication, participant) => {
    document.getElementById(participant.identity + '-' + track.source)?.remove();
    const element = track.attach(); element.id = participant.identity + '-' + track.source; element.muted = track.kind === 'video'; element.autoplay = true;
    document.body.append(element);
  });
  room.on('trackUnsubscribed', (track, publication, participant) => document.getElementById(participant.identity + '-' + track.source)?.remove());
  await room.connect(url, token, connectOptions);
  return room.localParticipant.sid;
};
window.publishColour = async (colour, options) => {
  const track = colourTrack(colour, 1280, 720);
  const publication = await room.localParticipant.publishTrack(track, { source: 'camera', ...options });
  return publication.trackSid;
};
window.publishTone = async (hz) => (await room.localParticipant.publishTrack(toneTrack(hz), { source: 'microphone' })).trackSid;
window.pixelOf = (id) => {
  const video = document.getElementById(id);
  if (!video || video.videoWidth === 0) return null;
  const canvas = document.createElement('canvas'); canvas.width = 16; canvas.height = 16;
  const context = canvas.getContext('2d'); context.drawImage(video, 0, 0, 16, 16);
  return { rgb: [...context.getImageData(8, 8, 1, 1).data].slice(0, 3), width: video.videoWidth, height: video.videoHeight, time: video.currentTime };
};
window.pitchOf = (id) => {
  const element = document.getElementById(id);
  if (!element) return null;
  let analyser = analysers.get(element);
  if (!analyser) {
    const audio = new AudioContext(); analyser = audio.createAnalyser(); analyser.fftSize = 4096;
    audio.createMediaStreamSource(element.srcObject).connect(analyser); analysers.set(element, analyser);
  }
  const bins = new Uint8Array(analyser.frequencyBinCount); analyser.getByteFrequencyData(bins);
  let best = 0; for (let i = 1; i < bins.length; i++) if (bins[i] > bins[best]) best = i;
  return bins[best] < 100 ? 0 : best * analyser.context.sampleRate / analyser.fftSize;
};
`;

/** A real Chromium whose pages run the unmodified livekit-client bundle. */
export class BrowserRooms {
  readonly #browser: Browser;
  readonly #server: Server;

  private constructor(browser: Browser, server: Server) {
    this.#browser = browser;
    this.#server = server;
  }

  static async launch(): Promise<BrowserRooms> {
    const bundle = await readFile(require.resolve('livekit-client'));
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://test').pathname;
      const isScript = path.endsWith('.js');
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
      response.end(path === '/livekit-client.js' ? bundle : path === '/page.js' ? PAGE_SCRIPT : PAGE);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await launchBrowser();
    return new BrowserRooms(browser, server);
  }

  async page(): Promise<Page> {
    const page = await this.#browser.newPage();
    await page.goto(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`);
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
