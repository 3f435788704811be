import { describe, expect, it } from 'vitest';
import { ChannelStrip, type StripReport, type StripSettings } from './channel-strip';
import { dbToGain, gainToDb } from './decibels';
import { loudnessOf } from './gated-loudness';
import { measureSound } from './meter';

const RATE = 48_000;
const QUANTUM = 128;

const PLAIN: StripSettings = {
  gainDb: 0,
  onAir: true,
  delayMs: 0,
  compressor: 'off',
  gate: 'off',
  isDucked: false,
  isSpeech: true,
  isMeasured: false,
};

interface Heard {
  program: Float32Array;
  right: Float32Array;
  ears: Float32Array;
  report: StripReport;
}

const newStrip = (settings: Partial<StripSettings> = {}): ChannelStrip =>
  new ChannelStrip(RATE, { ...PLAIN, ...settings });

/** Plays mono (or stereo) sound through a strip, a quantum of the audio thread at a time. */
function play(strip: ChannelStrip, input: Float32Array | Float32Array[], speechPower = 0): Heard {
  const channels = Array.isArray(input) ? input : [input];
  const length = Math.floor(channels[0]!.length / QUANTUM) * QUANTUM;
  const out = Array.from({ length: 4 }, () => new Float32Array(length));
  for (let at = 0; at < length; at += QUANTUM) {
    const [a, b, c, d] = out.map((samples) => samples.subarray(at, at + QUANTUM));
    const block = channels.map((samples) => samples.subarray(at, at + QUANTUM));
    strip.process(block, { program: [a!, b!], ears: [c!, d!] }, speechPower);
  }
  const [program, right, ears] = out;
  return { program: program!, right: right!, ears: ears!, report: strip.takeReport() };
}

function sine(dbfs: number, seconds = 1, hz = 400): Float32Array {
  const amplitude = dbToGain(dbfs);
  return Float32Array.from(
    { length: RATE * seconds },
    (_, at) => amplitude * Math.sin((2 * Math.PI * hz * at) / RATE),
  );
}

/** dB of the last tenth of a second. */
const endDb = (samples: Float32Array): number => gainToDb(measureSound(samples.slice(-RATE / 10)).peak);

const greatestStep = (samples: Float32Array): number =>
  samples.reduce((most, sample, at) => Math.max(most, Math.abs(sample - (samples[at - 1] ?? sample))), 0);

describe('ChannelStrip: on and off air', () => {
  it('leaves an untreated voice at 0 dB as it is, bit for bit, in both ears', () => {
    const voice = sine(-12);
    const { program, right, ears } = play(newStrip(), voice);
    for (let at = RATE / 10; at < program.length; at += 1) {
      if (program[at] !== voice[at] || right[at] !== voice[at] || ears[at] !== voice[at])
        expect.fail(`sample ${at} changed`);
    }
  });

  it('lets not one sample of a backstage voice into the program, while the producer hears it and its meter moves', () => {
    const { program, right, ears, report } = play(newStrip({ onAir: false }), sine(0));
    expect(program.every((sample) => sample === 0)).toBe(true);
    expect(right.every((sample) => sample === 0)).toBe(true);
    expect(endDb(ears)).toBeCloseTo(0, 1);
    expect(gainToDb(report.peak)).toBeCloseTo(0, 1);
  });

  it('is exactly silent 10 ms after it went off air, also with half a second in its delay', () => {
    const strip = newStrip({ delayMs: 500 });
    expect(endDb(play(strip, sine(-6, 2)).program)).toBeCloseTo(-6, 1);
    strip.set({ ...PLAIN, delayMs: 500, onAir: false });
    const after = play(strip, sine(-6)).program.slice(RATE / 100);
    expect(after.every((sample) => sample === 0)).toBe(true);
  });

  it('goes on and off air without a step', () => {
    const strip = newStrip({ onAir: false });
    play(strip, new Float32Array(RATE).fill(0.5));
    strip.set(PLAIN);
    const { program } = play(strip, new Float32Array(RATE).fill(0.5));
    expect(greatestStep(program)).toBeLessThan(0.002);
    expect(program.at(-1)).toBe(0.5);
  });

  it('a fader at its end is shut', () => {
    expect(play(newStrip({ gainDb: -60 }), sine(0)).program.every((sample) => sample === 0)).toBe(true);
  });

  it.each([-20, -6, 0, 6])('the fader at %f dB does what it says', (gainDb) => {
    expect(endDb(play(newStrip({ gainDb }), sine(-20)).program)).toBeCloseTo(-20 + gainDb, 2);
  });

  it('stays silent without input and takes NaN for silence', () => {
    const strip = newStrip({ compressor: 'strong', gate: 'strong', delayMs: 100, isMeasured: true });
    const broken = sine(-10);
    broken.fill(Number.NaN, 500, 600);
    expect(play(strip, broken).program.every(Number.isFinite)).toBe(true);
    const outputs = (): [Float32Array, Float32Array] => [
      new Float32Array(QUANTUM),
      new Float32Array(QUANTUM),
    ];
    for (let count = 0; count < 400; count += 1)
      strip.process([], { program: outputs(), ears: outputs() }, 0);
    const program = outputs();
    strip.process([], { program, ears: outputs() }, 0);
    expect([...program[0], ...program[1]].every((sample) => sample === 0)).toBe(true);
  });
});

describe('ChannelStrip: delay', () => {
  it('moves the program by so many samples and leaves the ears where they are', () => {
    const click = new Float32Array(RATE);
    click[QUANTUM * 200] = 1;
    const strip = newStrip({ delayMs: 120 });
    play(strip, new Float32Array(RATE));
    const { program, ears } = play(strip, click);
    expect(program.indexOf(1)).toBe(QUANTUM * 200 + 0.12 * RATE);
    expect(ears.indexOf(1)).toBe(QUANTUM * 200);
  });

  it('changes without a click', () => {
    const strip = newStrip();
    play(strip, sine(-6, 1, 50));
    for (const delayMs of [300, 17, 0, 500]) {
      strip.set({ ...PLAIN, delayMs });
      const { program } = play(strip, sine(-6, 1, 50));
      expect(greatestStep(program)).toBeLessThan(0.01);
    }
  });
});

describe('ChannelStrip: compressor', () => {
  const through = (compressor: StripSettings['compressor'], dbfs: number): number =>
    endDb(play(newStrip({ compressor }), sine(dbfs, 2)).program);

  it.each<[StripSettings['compressor'], number]>([
    ['voice', 2.5],
    ['strong', 4],
  ])('%s: above the knee %f dB more in make 1 dB more out, and quiet words only move up', (preset, ratio) => {
    const span = through(preset, -5) - through(preset, -15);
    expect(10 / span).toBeCloseTo(ratio, 0);
    expect(through(preset, -50) - through(preset, -60)).toBeCloseTo(10, 1);
    expect(through(preset, -50)).toBeGreaterThan(-50);
  });

  it('leaves a voice at its usual level where it was', () => {
    for (const preset of ['voice', 'strong'] as const) {
      expect(Math.abs(through(preset, -14) - -14)).toBeLessThan(1.5);
    }
  });

  it('has caught a shout within 30 ms and reports how far it turned down', () => {
    const strip = newStrip({ compressor: 'strong' });
    play(strip, sine(-40));
    const { program, report } = play(strip, sine(0));
    const settled = endDb(program);
    const early = gainToDb(measureSound(program.slice(RATE * 0.03, RATE * 0.05)).peak);
    expect(early - settled).toBeLessThan(1);
    expect(report.reductionDb).toBeGreaterThan(15);
  });

  it('keeps both channels of a stereo sound in proportion', () => {
    const strip = newStrip({ compressor: 'strong' });
    const { program, right } = play(strip, [sine(-3), sine(-23)]);
    expect(endDb(program) - endDb(right)).toBeCloseTo(20, 1);
  });
});

describe('ChannelStrip: gate', () => {
  it.each<[StripSettings['gate'], number, number]>([
    ['light', -56, -12],
    ['strong', -46, -36],
  ])('%s: a room at %f dBFS goes down by %f dB, a voice stays', (gate, roomDb, floorDb) => {
    expect(endDb(play(newStrip({ gate }), sine(roomDb, 2)).program)).toBeCloseTo(roomDb + floorDb, 0);
    expect(endDb(play(newStrip({ gate }), sine(-20, 2)).program)).toBeCloseTo(-20, 1);
  });

  it('opens within 10 ms and stays open over the gap between two words', () => {
    const strip = newStrip({ gate: 'strong' });
    play(strip, sine(-60, 1));
    const word = play(strip, sine(-20)).program;
    expect(gainToDb(measureSound(word.slice(RATE * 0.01, RATE * 0.02)).peak)).toBeCloseTo(-20, 0);
    const gap = play(strip, sine(-60, 1)).program;
    expect(gainToDb(measureSound(gap.slice(0, RATE * 0.2)).peak)).toBeCloseTo(-60, 0);
    expect(endDb(gap)).toBeLessThan(-88);
  });
});

describe('ChannelStrip: giving way to speech', () => {
  const SPEECH = dbToGain(-25) ** 2;

  it('goes down by 15 dB under speech, waits for the end of the sentence and comes back', () => {
    const strip = newStrip({ isDucked: true, isSpeech: false });
    expect(endDb(play(strip, sine(-20)).program)).toBeCloseTo(-20, 1);
    const under = play(strip, sine(-20), SPEECH).program;
    expect(gainToDb(measureSound(under.slice(RATE * 0.25, RATE * 0.3)).peak)).toBeLessThan(-34);
    expect(endDb(under)).toBeCloseTo(-35, 1);
    const pause = play(strip, sine(-20, 0.7)).program;
    expect(endDb(pause)).toBeCloseTo(-35, 1);
    expect(endDb(play(strip, sine(-20, 4)).program)).toBeCloseTo(-20, 1);
  });

  it('only those who are told to give way do', () => {
    expect(endDb(play(newStrip(), sine(-20), SPEECH).program)).toBeCloseTo(-20, 1);
  });

  it('counts as speech what viewers hear, and nothing from backstage', () => {
    const [stage, backstage, screen] = [
      newStrip(),
      newStrip({ onAir: false }),
      newStrip({ isSpeech: false }),
    ];
    for (const strip of [stage, backstage, screen]) play(strip, sine(-20));
    expect(Math.abs(10 * Math.log10(stage.speechPower) - -23)).toBeLessThan(0.5);
    expect([backstage.speechPower, screen.speechPower]).toEqual([0, 0]);
  });
});

describe('ChannelStrip: reports', () => {
  it('knows a wave without its top from one that is only loud', () => {
    const clipped = sine(6).map((sample) => Math.max(-1, Math.min(1, sample)));
    expect(play(newStrip({ gainDb: -20 }), clipped).report.isSourceClipped).toBe(true);
    expect(play(newStrip({ gainDb: 12 }), sine(-1)).report.isSourceClipped).toBe(false);
    expect(play(newStrip(), [sine(-20), clipped]).report.isSourceClipped).toBe(true);
  });

  it('measures loudness before the fader, a mono voice as both channels of the program have it', () => {
    const voice = sine(-23, 2, 1_000);
    const { report } = play(newStrip({ isMeasured: true, gainDb: -40 }), voice);
    expect(loudnessOf(report.weightedPower)).toBeCloseTo(-23, 0);
    expect(play(newStrip(), voice).report.weightedPower).toBe(0);
  });

  it('starts anew with every report', () => {
    const strip = newStrip();
    expect(play(strip, sine(0)).report.peak).toBeCloseTo(1, 3);
    expect(play(strip, sine(-40)).report.peak).toBeCloseTo(0.01, 3);
  });
});
