import {
  createMixer,
  type Clips,
  type ProgramReading,
  type SpeechResult,
} from '@/lib/browser/compositor/main/create-mixer';

const TONES_HZ = [440, 1_000, 2_500];
const SETTLE_READS = 40;
const VOICE = {
  monitor: true,
  delayMs: 0,
  compressor: 'off',
  gate: 'off',
  isDucked: false,
  isSpeech: true,
} as const;

export interface SoundCheck {
  sampleRate: number | undefined;
  /** dB of each tone in the program, by what was on air. */
  allOnAir: number[];
  firstOffAir: number[];
  secondTurnedDown: number[];
  /** Greatest sample of the program while everybody shouts. */
  shoutPeak: number;
  meterOffAirDb: number;
  /** Of the program with the second tone alone on air, at 0 dB. */
  loudness: ProgramReading['loudness'];
  /** What the third tone was taken for, and the gain it would need. */
  speech: SpeechResult | null;
  clips: Clips;
  /** Greatest sample of the program while everybody talks backstage and the producer listens to them. */
  backstagePeak: number;
  latencyMs: number;
  states: string[];
}

/** Three tones through the mixer, measured at the program track as a listener hears it. */
export async function openSoundCheck(): Promise<SoundCheck> {
  const mixer = await createMixer();
  const states: string[] = [];
  mixer.onState((state) => states.push(state));
  await mixer.resume();
  const studio = new AudioContext({ sampleRate: 48_000 });
  await studio.resume();
  const tracks = TONES_HZ.map((hz) => toneTrack(studio, hz));
  const set = (index: number, gainDb: number, onAir: boolean): void =>
    mixer.setChannel(`seat:${index}`, { ...VOICE, track: tracks[index] ?? null, gainDb, onAir });
  const listener = listen(studio, mixer.programTrack);
  TONES_HZ.forEach((_, index) => set(index, 0, true));
  const never = new AbortController().signal;
  const measuring = mixer.measureSpeech('seat:2', { signal: never, onProgress: () => undefined });
  const allOnAir = await listener.tones();
  set(0, 0, false);
  const firstOffAir = await listener.tones();
  const meterOffAirDb = mixer.readMeter('seat:0').peakDb;
  set(1, -20, true);
  const secondTurnedDown = await listener.tones();
  TONES_HZ.forEach((_, index) => set(index, 12, true));
  const shoutPeak = await listener.peak();
  const clips = mixer.clips.get();
  TONES_HZ.forEach((_, index) => set(index, 12, false));
  mixer.setMonitor({ enabled: true, volume: 0.1 });
  mixer.setSolo(new Set(['seat:0', 'seat:1']));
  const backstagePeak = await listener.peak();
  set(1, 0, true);
  await listener.tones();
  const { loudness } = mixer.readProgram();
  const speech = await measuring;
  const { latencyMs } = mixer;
  const { sampleRate } = mixer.programTrack.getSettings();
  mixer.close();
  await studio.close();
  return {
    sampleRate,
    allOnAir,
    firstOffAir,
    secondTurnedDown,
    shoutPeak,
    meterOffAirDb,
    loudness,
    speech,
    clips,
    backstagePeak,
    latencyMs,
    states,
  };
}

function toneTrack(context: AudioContext, hz: number): MediaStreamTrack | undefined {
  const tone = new OscillatorNode(context, { frequency: hz });
  const output = new MediaStreamAudioDestinationNode(context);
  tone.connect(new GainNode(context, { gain: 0.3 })).connect(output);
  tone.start();
  return output.stream.getAudioTracks()[0];
}

function listen(context: AudioContext, track: MediaStreamTrack) {
  const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
  new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const spectrum = new Float32Array(analyser.frequencyBinCount);
  const settle = async (onRead: () => void): Promise<void> => {
    for (let read = 0; read < SETTLE_READS; read += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      onRead();
    }
  };
  return {
    tones: async () => {
      await settle(() => analyser.getFloatFrequencyData(spectrum));
      return TONES_HZ.map((hz) => {
        const bin = Math.round((hz * analyser.fftSize) / context.sampleRate);
        return Math.max(...spectrum.slice(bin - 2, bin + 3));
      });
    },
    peak: async () => {
      let peak = 0;
      let reads = 0;
      await settle(() => {
        analyser.getFloatTimeDomainData(samples);
        // The first half still holds sound from before the change.
        if (reads++ > SETTLE_READS / 2) peak = Math.max(peak, ...samples.map(Math.abs));
      });
      return peak;
    },
  };
}
