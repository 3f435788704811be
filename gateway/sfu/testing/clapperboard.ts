import type { Page } from '@playwright/test';

/**
 * Runs in a page: a camera that flashes and a microphone that beeps at the same instant, and a meter that times both
 * where they are shown and played. Both are also sent over a direct peer connection within the page: what the browser
 * itself and the meter add is measured there and subtracted.
 */
const SCRIPT = `
window.clapperboard = async () => {
  const audio = new AudioContext({ sampleRate: 48000, latencyHint: 'interactive' });
  await audio.resume();
  const canvas = document.createElement('canvas'); canvas.width = 640; canvas.height = 360;
  const context = canvas.getContext('2d');
  const output = audio.createMediaStreamDestination();
  const gain = audio.createGain(); gain.gain.value = 0;
  const tone = audio.createOscillator(); tone.frequency.value = 1200;
  tone.connect(gain).connect(output); tone.start();
  let next = Math.ceil(audio.currentTime + 1);
  let flashFrom = 0;
  setInterval(() => {
    const now = audio.currentTime;
    if (now > next - 0.1) {
      gain.gain.setValueAtTime(0.5, next); gain.gain.setValueAtTime(0, next + 0.15);
      flashFrom = next; next += 1;
    }
    context.fillStyle = now >= flashFrom && now < flashFrom + 0.15 ? '#fff' : '#101820';
    context.fillRect(0, 0, 640, 360);
  }, 8);
  return new MediaStream([...canvas.captureStream(30).getVideoTracks(), ...output.stream.getAudioTracks()]);
};
window.publishClapperboard = async () => {
  const stream = await clapperboard();
  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  near.onicecandidate = ({ candidate }) => far.addIceCandidate(candidate);
  far.onicecandidate = ({ candidate }) => near.addIceCandidate(candidate);
  far.ontrack = ({ track, streams: [remote] }) => {
    const element = document.createElement(track.kind);
    element.id = 'direct-' + track.kind; element.muted = track.kind === 'video'; element.autoplay = true;
    element.srcObject = remote; document.body.append(element);
  };
  for (const track of stream.getTracks()) near.addTrack(track.clone(), stream);
  await near.setLocalDescription(); await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription(); await near.setRemoteDescription(far.localDescription);
  await room.localParticipant.publishTrack(stream.getAudioTracks()[0], { source: 'microphone', dtx: false, red: false });
  await room.localParticipant.publishTrack(stream.getVideoTracks()[0], { source: 'camera', simulcast: true });
};
window.startSkewMeter = async (videoId, audioId) => {
  const video = document.getElementById(videoId);
  const stream = document.getElementById(audioId).srcObject;
  const audio = new AudioContext({ sampleRate: 48000, latencyHint: 'interactive' });
  await audio.resume();
  const analyser = audio.createAnalyser(); analyser.fftSize = 256;
  audio.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(256);
  const flashes = [], beeps = [];
  let loudMs = -1e9, brightMs = -1e9;
  setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    let peak = 0; for (const value of samples) peak = Math.max(peak, Math.abs(value));
    if (peak < 0.1) return;
    const nowMs = performance.now();
    if (nowMs - loudMs > 400) beeps.push(nowMs);
    loudMs = nowMs;
  }, 4);
  const probe = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
  const look = (nowMs, metadata) => {
    probe.drawImage(video, 0, 0, 8, 8);
    if (probe.getImageData(4, 4, 1, 1).data[0] > 140) {
      if (nowMs - brightMs > 400) flashes.push(metadata.expectedDisplayTime);
      brightMs = nowMs;
    }
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
  window.skewMeter = { flashes, beeps };
};
window.readSkew = () => {
  const { flashes, beeps } = window.skewMeter;
  const offsets = [];
  for (const flash of flashes) for (const beep of beeps) if (Math.abs(beep - flash) < 400) offsets.push(beep - flash);
  offsets.sort((a, b) => a - b);
  return { pairs: offsets.length, skewMs: offsets[offsets.length >> 1] ?? NaN };
};
`;

/** Median of (beep - flash) in ms, positive when the sound is late. */
export interface Skew {
  pairs: number;
  skewMs: number;
}

export async function installClapperboard(page: Page): Promise<void> {
  await page.addScriptTag({ content: SCRIPT });
}
