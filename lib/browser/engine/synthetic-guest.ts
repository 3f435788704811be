/** A guest made in the browser for rehearsals: a drawn camera that moves and a voice-like tone. No device is asked for. */
export interface SyntheticGuest {
  camera: MediaStreamTrack;
  microphone: MediaStreamTrack;
  close(): void;
}

export interface SyntheticGuestOptions {
  /** Of the drawn room and of the voice, so that two guests are told apart by eye and ear. */
  hueDeg: number;
  pitchHz: number;
  context: AudioContext;
}

const SIZE = { width: 640, height: 360 } as const;
const FPS = 24;
/** Syllables of a talker: about four in a second, with pauses between phrases. */
const SYLLABLE_MS = 240;
const VOICE_GAIN = 0.12;

export function createSyntheticGuest(options: SyntheticGuestOptions): SyntheticGuest {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE.width;
  canvas.height = SIZE.height;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser draws no 2D canvas');
  const voice = startVoice(options);
  const camera = canvas.captureStream(FPS).getVideoTracks()[0];
  if (!camera) throw new Error('the canvas gave no video track');
  const startedMs = performance.now();
  const timer = setInterval(() => {
    const seconds = (performance.now() - startedMs) / 1_000;
    voice.speak(seconds);
    drawGuest(pen, { ...options, seconds, mouth: voice.openness(seconds) });
  }, 1_000 / FPS);
  drawGuest(pen, { ...options, seconds: 0, mouth: 0 });
  return {
    camera,
    microphone: voice.track,
    close: () => {
      clearInterval(timer);
      voice.close();
      camera.stop();
    },
  };
}

interface Voice {
  track: MediaStreamTrack;
  speak(seconds: number): void;
  /** 0..1 */
  openness(seconds: number): number;
  close(): void;
}

function startVoice({ context, pitchHz }: SyntheticGuestOptions): Voice {
  const gain = new GainNode(context, { gain: 0 });
  const formant = new BiquadFilterNode(context, { type: 'bandpass', frequency: pitchHz * 4, Q: 0.8 });
  const tone = new OscillatorNode(context, { type: 'sawtooth', frequency: pitchHz });
  const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  tone.connect(formant).connect(gain).connect(out);
  tone.start();
  const track = out.stream.getAudioTracks()[0];
  if (!track) throw new Error('the audio graph gave no track');
  const openness = (seconds: number) => {
    // Offset by pitch so that two guests do not speak in step: one talks while the other listens.
    const phrase = Math.sin((seconds + pitchHz / 20) * 0.9) > -0.2 ? 1 : 0;
    return phrase * (0.35 + 0.65 * Math.abs(Math.sin((seconds * 1_000 * Math.PI) / SYLLABLE_MS)));
  };
  return {
    track,
    openness,
    speak: (seconds) => {
      gain.gain.setTargetAtTime(VOICE_GAIN * openness(seconds) * 4, context.currentTime, 0.02);
      tone.frequency.setTargetAtTime(
        pitchHz * (1 + 0.08 * Math.sin(seconds * 2.1)),
        context.currentTime,
        0.05,
      );
    },
    close: () => {
      tone.stop();
      gain.disconnect();
      track.stop();
    },
  };
}

interface GuestPicture {
  hueDeg: number;
  seconds: number;
  mouth: number;
}

function drawGuest(pen: CanvasRenderingContext2D, { hueDeg, seconds, mouth }: GuestPicture): void {
  const { width, height } = SIZE;
  const wall = pen.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, `hsl(${hueDeg} 42% 34%)`);
  wall.addColorStop(1, `hsl(${hueDeg + 30} 46% 14%)`);
  pen.fillStyle = wall;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = `hsl(${hueDeg + 20} 45% 42% / .35)`;
  pen.beginPath();
  pen.arc(width * 0.82, height * 0.2, 70 + 6 * Math.sin(seconds * 0.7), 0, Math.PI * 2);
  pen.fill();

  const sway = 8 * Math.sin(seconds * 0.8);
  const x = width / 2 + sway;
  pen.fillStyle = `hsl(${hueDeg + 180} 28% 30%)`;
  pen.beginPath();
  pen.roundRect(x - 130, 262, 260, 200, 90);
  pen.fill();
  pen.fillStyle = 'hsl(26 42% 66%)';
  pen.beginPath();
  pen.ellipse(x, 176 + 3 * Math.sin(seconds * 1.7), 68, 86, 0, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = `hsl(${hueDeg} 22% 18%)`;
  pen.beginPath();
  pen.ellipse(x, 118, 72, 42, 0, Math.PI, 0);
  pen.fill();
  const isBlinking = seconds % 3.4 < 0.12;
  for (const side of [-1, 1]) {
    pen.beginPath();
    pen.ellipse(x + side * 26, 168, 7, isBlinking ? 1 : 8, 0, 0, Math.PI * 2);
    pen.fill();
  }
  pen.fillStyle = 'hsl(350 42% 34%)';
  pen.beginPath();
  pen.ellipse(x, 218, 20, 3 + 12 * mouth, 0, 0, Math.PI * 2);
  pen.fill();
}
