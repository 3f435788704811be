// Made by scripts/build-worklet.ts from mixer-worklet.ts. Do not edit.
/** Share of the way to its target that a one-pole filter goes in one decision. @param ms - its time constant, > 0. */
function shareOf(ms, sampleRate) {
  return 1 - Math.exp(-16e3 / (sampleRate * ms));
}
/** Amplitude factor of a gain in dB. SILENCE_DB and below is exactly 0. @example dbToGain(-6) // 0.501 */
function dbToGain(db) {
  return db <= -90 ? 0 : 10 ** (db / 20);
}
/** Never below SILENCE_DB, so that meters need no special case for -Infinity. */
function gainToDb(gain) {
  return gain <= 0 ? -90 : Math.max(-90, 20 * Math.log10(gain));
}
// lib/core/mix/compressor.ts
var COMPRESSOR_SETTINGS = {
  /** Evens a voice out; few notice. */
  voice: {
    thresholdDb: -24,
    ratio: 2.5,
    kneeDb: 10,
    makeUpDb: 5,
    attackMs: 8,
    releaseMs: 160,
  },
  /** For people who turn away from their microphone. Brings the room up too: use a gate with it. */
  strong: {
    thresholdDb: -30,
    ratio: 4,
    kneeDb: 10,
    makeUpDb: 11,
    attackMs: 4,
    releaseMs: 220,
  },
};
/** Switching a preset glides as an attack of this length does. */
var SWITCH_MS = 30;
/**
 * A feed-forward compressor with a soft knee as a gain (Giannoulis, Massberg and Reiss, "Digital Dynamic Range Compressor
 * Design", JAES 60/6, 2012): the peak is held and falls with the release, the gain follows it with the attack. Adds no
 * latency.
 */
var Compressor = class {
  #sampleRate;
  #setting = null;
  #attack;
  #fall = 0;
  #envelope = 0;
  #gainDb = 0;
  constructor(sampleRate) {
    this.#sampleRate = sampleRate;
    this.#attack = shareOf(SWITCH_MS, sampleRate);
  }
  set(preset) {
    this.#setting = preset === 'off' ? null : COMPRESSOR_SETTINGS[preset];
    this.#attack = shareOf(this.#setting?.attackMs ?? SWITCH_MS, this.#sampleRate);
    this.#fall = this.#setting ? 1 - shareOf(this.#setting.releaseMs, this.#sampleRate) : 0;
  }
  /** @param peak - greatest amplitude of the next CONTROL_SAMPLES. @returns the gain at their end. */
  next(peak) {
    const setting = this.#setting;
    if (!setting && Math.abs(this.#gainDb) < 0.001) return 1;
    this.#envelope = Math.max(peak, this.#envelope * this.#fall);
    const target = setting ? setting.makeUpDb - reductionDb(setting, gainToDb(this.#envelope)) : 0;
    this.#gainDb += (target - this.#gainDb) * this.#attack;
    return dbToGain(this.#gainDb);
  }
  /** How far the last decision turned down, make-up left aside; 0 when it did not. */
  get reductionDb() {
    return this.#setting ? Math.max(0, this.#setting.makeUpDb - this.#gainDb) : 0;
  }
};
/** The static curve: dB that a level of `levelDb` is turned down by, 0 or more. */
function reductionDb({ thresholdDb, ratio, kneeDb }, levelDb) {
  const over = levelDb - thresholdDb;
  const slope = 1 - 1 / ratio;
  if (over <= -kneeDb / 2) return 0;
  if (over >= kneeDb / 2) return slope * over;
  return (slope * (over + kneeDb / 2) ** 2) / (2 * kneeDb);
}
// lib/core/mix/delay-line.ts
/** A new delay is reached by a cross-fade this long: no click, and no change of pitch. */
var FADE_MS = 20;
/** Delays all channels alike by a whole number of samples. Takes memory only once a delay is asked for. */
var DelayLine = class {
  #options;
  #fadeSamples;
  #memory = [];
  #write = 0;
  #from = 0;
  #to = 0;
  #wanted = 0;
  /** Samples of the cross-fade that are done; at #fadeSamples only `#to` sounds. */
  #faded;
  constructor(options) {
    this.#options = options;
    this.#fadeSamples = Math.round((options.sampleRate * FADE_MS) / 1e3);
    this.#faded = this.#fadeSamples;
  }
  /** @param delayMs - 0..delayMsMax, clamped. */
  setDelay(delayMs) {
    const { sampleRate, channels, delayMsMax } = this.#options;
    this.#wanted = Math.round((sampleRate * Math.min(delayMsMax, Math.max(0, delayMs))) / 1e3);
    if (this.#wanted === 0 || this.#memory.length > 0) return;
    const size = Math.round((sampleRate * delayMsMax) / 1e3) + 1;
    this.#memory = Array.from({ length: channels }, () => new Float32Array(size));
  }
  /** In place. */
  process(channels) {
    const size = this.#memory[0]?.length ?? 0;
    if (size === 0) return;
    const length = channels[0]?.length ?? 0;
    for (let index = 0; index < length; index += 1) {
      if (this.#faded === this.#fadeSamples && this.#wanted !== this.#to) {
        this.#from = this.#to;
        this.#to = this.#wanted;
        this.#faded = 0;
      }
      const share = this.#faded / this.#fadeSamples;
      const before = (this.#write - this.#from + size) % size;
      const after = (this.#write - this.#to + size) % size;
      for (let channel = 0; channel < channels.length; channel += 1) {
        const memory = this.#memory[channel];
        if (!memory) continue;
        const samples = channels[channel];
        memory[this.#write] = samples[index];
        samples[index] = share === 1 ? memory[after] : memory[before] * (1 - share) + memory[after] * share;
      }
      if (this.#faded < this.#fadeSamples) this.#faded += 1;
      this.#write = (this.#write + 1) % size;
    }
  }
};
// lib/core/mix/ducking.ts
/** Mean power of speech at -45 dB: above the room, below the softest talker who was set to a common level. */
var SPEECH_POWER_MIN = 10 ** (-45 / 10);
/** How far the sound behind goes down: words stay easy to follow over music that is still there. */
var DUCK_DB = -15;
/** Words are not waited for: down within a syllable. */
var ATTACK_MS$1 = 60;
/** Pauses between sentences are shorter; music that comes up in each would pump. */
var HOLD_MS$1 = 800;
/** And back so slowly that nobody hears it start. */
var RELEASE_MS$2 = 500;
/** A side-chain ducker as a gain: down while there is speech, slowly back after it. */
var Ducker = class {
  #attack;
  #release;
  #depth = dbToGain(DUCK_DB);
  #sampleRate;
  #quietMs = Infinity;
  #gain = 1;
  constructor(sampleRate) {
    this.#sampleRate = sampleRate;
    this.#attack = shareOf(ATTACK_MS$1, sampleRate);
    this.#release = shareOf(RELEASE_MS$2, sampleRate);
  }
  /**
   * One decision.
   * @param speechPower - mean square of all speech in the program just now.
   * @param samples - how many the decision holds for.
   * @returns the gain at their end, 0.18 (-15 dB) to 1.
   */
  next(speechPower, samples) {
    this.#quietMs = speechPower >= SPEECH_POWER_MIN ? 0 : this.#quietMs + (1e3 * samples) / this.#sampleRate;
    const target = this.#quietMs < HOLD_MS$1 ? this.#depth : 1;
    this.#gain += (target - this.#gain) * (target < this.#gain ? this.#attack : this.#release);
    return this.#gain;
  }
  /** When nothing is to give way any more: glides back like after speech. */
  rest() {
    this.#quietMs = Infinity;
    this.#gain += (1 - this.#gain) * this.#release;
    return this.#gain;
  }
};
// lib/core/mix/fader-gain.ts
/** Amplitude factor of a fader. At its lower end it is shut, as people expect of a fader. */
function faderGain(db) {
  return db <= -60 ? 0 : dbToGain(db);
}
// lib/core/mix/gate.ts
var GATE_SETTINGS = {
  /** A quiet room: fans and traffic. */
  light: {
    openDb: -48,
    closeDb: -54,
    floorDb: -12,
  },
  /** A loud one: keyboards and other people. Quiet speakers lose their ends of words. */
  strong: {
    openDb: -38,
    closeDb: -44,
    floorDb: -36,
  },
};
var HOLD_MS = 250;
/** Peaks are held over the gaps of a low voice (80 Hz: 12 ms). */
var PEAK_FALL_MS = 20;
var ATTACK_MS = 2;
var RELEASE_MS$1 = 120;
/** A noise gate as a gain: 1 while somebody speaks, the floor of the preset otherwise. Adds no latency. */
var NoiseGate = class {
  #peakFall;
  #attack;
  #release;
  #holdDecisions;
  #setting = null;
  #open = 0;
  #close = 0;
  #floor = 1;
  #envelope = 0;
  #held = 0;
  #gain = 1;
  constructor(sampleRate) {
    this.#peakFall = 1 - shareOf(PEAK_FALL_MS, sampleRate);
    this.#attack = shareOf(ATTACK_MS, sampleRate);
    this.#release = shareOf(RELEASE_MS$1, sampleRate);
    this.#holdDecisions = Math.round((HOLD_MS * sampleRate) / 16e3);
  }
  set(preset) {
    this.#setting = preset === 'off' ? null : GATE_SETTINGS[preset];
    if (!this.#setting) return;
    this.#open = dbToGain(this.#setting.openDb);
    this.#close = dbToGain(this.#setting.closeDb);
    this.#floor = dbToGain(this.#setting.floorDb);
  }
  /** @param peak - greatest amplitude of the next CONTROL_SAMPLES. @returns the gain at their end. */
  next(peak) {
    this.#envelope = Math.max(peak, this.#envelope * this.#peakFall);
    if (this.#envelope >= this.#open) this.#held = this.#holdDecisions;
    else if (this.#envelope < this.#close && this.#held > 0) this.#held -= 1;
    const target = !this.#setting || this.#held > 0 ? 1 : this.#floor;
    this.#gain += (target - this.#gain) * (target > this.#gain ? this.#attack : this.#release);
    return this.#gain;
  }
};
// lib/core/mix/k-weighting.ts
/**
 * The two filters of ITU-R BS.1770-4 annex 1 (the head's shelf, then the ear's loss of bass) at any rate. The
 * recommendation gives coefficients for 48 kHz only; these are its analogue prototypes through the bilinear transform, and
 * agree with its tables at 48 kHz.
 */
function kWeightingFilters(sampleRate) {
  return [shelf(sampleRate), highPass(sampleRate)];
}
/** Below this a filter's memory is no sound any more; smaller and smaller numbers would only slow the processor down. */
var FORGOTTEN = 1e-30;
/** K-weighting of one channel. Allocates nothing while it runs. */
var KWeighting = class {
  #first;
  #second;
  /** Memories of both filters (transposed direct form II). */
  #m1 = 0;
  #m2 = 0;
  #n1 = 0;
  #n2 = 0;
  constructor(sampleRate) {
    [this.#first, this.#second] = kWeightingFilters(sampleRate);
  }
  /** @returns the sum of the squares of the weighted samples `from`..`to` - 1. What is not a number counts as silence. */
  sumOfSquares(samples, from = 0, to = samples.length) {
    const { b0, b1, b2, a1, a2 } = this.#first;
    const { b0: c0, b1: c1, b2: c2, a1: d1, a2: d2 } = this.#second;
    let m1 = this.#m1;
    let m2 = this.#m2;
    let n1 = this.#n1;
    let n2 = this.#n2;
    let sum = 0;
    for (let index = from; index < to; index += 1) {
      const sample = samples[index];
      const x = Number.isFinite(sample) ? sample : 0;
      const y = b0 * x + m1;
      m1 = b1 * x - a1 * y + m2;
      m2 = b2 * x - a2 * y;
      const z = c0 * y + n1;
      n1 = c1 * y - d1 * z + n2;
      n2 = c2 * y - d2 * z;
      sum += z * z;
    }
    this.#m1 = settle(m1);
    this.#m2 = settle(m2);
    this.#n1 = settle(n1);
    this.#n2 = settle(n2);
    return sum;
  }
};
var settle = (value) => (Math.abs(value) < FORGOTTEN ? 0 : value);
function shelf(sampleRate) {
  const hz = 1681.974450955533;
  const q = 0.7071752369554196;
  const k = Math.tan((Math.PI * hz) / sampleRate);
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}
function highPass(sampleRate) {
  const hz = 38.13547087602444;
  const q = 0.5003270373238773;
  const k = Math.tan((Math.PI * hz) / sampleRate);
  const a0 = 1 + k / q + k * k;
  return {
    b0: 1,
    b1: -2,
    b2: 1,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}
// lib/core/mix/channel-strip.ts
/** A fader is where it was moved to within three of these: within a syllable, without a click. */
var FADER_MS = 8;
/** On and off air in so many ms, linearly: at the end it is exactly silence. */
var AIR_MS = 10;
/** Full scale of 16-bit sound, less the error of a decoder. */
var CLIP_LEVEL = 0.9995;
/** One sample may be there by chance; a row of them is a wave without its top. */
var CLIP_SAMPLES = 3;
/**
 * One channel of the mixer: gate -> compressor -> (ears) -> delay -> fader -> meter -> air. Mono stays mono until the end.
 * Adds no latency of its own. Allocates nothing while it runs but its reports and the memory of a first delay.
 */
var ChannelStrip = class {
  #gate;
  #compressor;
  #ducker;
  #delay;
  #weightings;
  #faderShare;
  #airStep;
  #settings;
  #dynamicsGain = 1;
  #fader;
  #air = 0;
  #flatSamples = [0, 0];
  #speechPower = 0;
  #report = new Totals();
  constructor(sampleRate, settings) {
    this.#gate = new NoiseGate(sampleRate);
    this.#compressor = new Compressor(sampleRate);
    this.#ducker = new Ducker(sampleRate);
    this.#delay = new DelayLine({
      sampleRate,
      channels: 2,
      delayMsMax: 500,
    });
    this.#weightings = [new KWeighting(sampleRate), new KWeighting(sampleRate)];
    this.#faderShare = 1 - Math.exp(-16e3 / (sampleRate * FADER_MS));
    this.#airStep = 1e3 / (sampleRate * AIR_MS);
    this.#fader = faderGain(settings.gainDb);
    this.#settings = settings;
    this.set(settings);
  }
  set(settings) {
    this.#settings = settings;
    this.#gate.set(settings.gate);
    this.#compressor.set(settings.compressor);
    this.#delay.setDelay(settings.delayMs);
  }
  /** Mean square of what this channel put into the program in the last block; 0 unless it counts as speech. */
  get speechPower() {
    return this.#speechPower;
  }
  /**
   * @param input - one or two channels, or none while there is no sound; as long as the outputs, a multiple of 16 samples.
   * @param speechPower - of the program just before: what a ducked channel gives way to.
   */
  process(input, { program, ears }, speechPower) {
    const channels = input.length > 1 ? 2 : 1;
    const length = ears[0].length;
    for (let channel = 0; channel < channels; channel += 1) takeIn(input[channel], ears[channel]);
    this.#watchForClipping(ears, channels);
    for (let from = 0; from < length; from += 16)
      this.#treat(ears, {
        channels,
        from,
        speechPower,
      });
    if (this.#settings.isMeasured) this.#weigh(ears, channels);
    if (channels === 1) ears[1].set(ears[0]);
    program[0].set(ears[0]);
    program[1].set(ears[1]);
    this.#delay.process(program);
    this.#fade(program);
  }
  /** What was heard since the last call. */
  takeReport() {
    const report = this.#report.read();
    this.#report = new Totals();
    return report;
  }
  /** Gate, compressor and ducker on CONTROL_SAMPLES of every channel: all channels alike, so that nobody moves to a side. */
  #treat(ears, { channels, from, speechPower }) {
    let peak = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      const samples = ears[channel];
      for (let index = from; index < from + 16; index += 1) peak = Math.max(peak, Math.abs(samples[index]));
    }
    const gate = this.#gate.next(peak);
    const ducked = this.#settings.isDucked ? this.#ducker.next(speechPower, 16) : this.#ducker.rest();
    const gain = gate * ducked * this.#compressor.next(peak * gate);
    this.#report.reduce(this.#compressor.reductionDb - gainToDb(gate * ducked));
    const before = this.#dynamicsGain;
    this.#dynamicsGain = gain;
    if (gain === 1 && before === 1) return;
    const step = (gain - before) / 16;
    for (let channel = 0; channel < channels; channel += 1) {
      const samples = ears[channel];
      for (let index = 0; index < 16; index += 1) samples[from + index] *= before + step * (index + 1);
    }
  }
  /** A wave loses its top in every channel that it is in; one channel after the other, so that rows do not mix. */
  #watchForClipping(ears, channels) {
    for (let channel = 0; channel < channels; channel += 1) {
      let flat = this.#flatSamples[channel];
      for (const sample of ears[channel]) {
        flat = Math.abs(sample) >= CLIP_LEVEL ? flat + 1 : 0;
        if (flat >= CLIP_SAMPLES) this.#report.isSourceClipped = true;
      }
      this.#flatSamples[channel] = flat;
    }
  }
  #weigh(ears, channels) {
    const left = this.#weightings[0].sumOfSquares(ears[0]);
    const right = channels === 1 ? left : this.#weightings[1].sumOfSquares(ears[1]);
    this.#report.weightedSum += left + right;
  }
  #fade([left, right]) {
    const wanted = faderGain(this.#settings.gainDb);
    const air = this.#settings.onAir ? 1 : 0;
    let heard = 0;
    for (let from = 0; from < left.length; from += 16) {
      const before = this.#fader;
      const after = before + (wanted - before) * this.#faderShare;
      this.#fader = Math.abs(after - wanted) < 1e-6 ? wanted : after;
      const step = (this.#fader - before) / 16;
      for (let index = from; index < from + 16; index += 1) {
        const gain = before + step * (index - from + 1);
        const l = left[index] * gain;
        const r = right[index] * gain;
        this.#report.hear(l, r);
        this.#air =
          air > this.#air ? Math.min(1, this.#air + this.#airStep) : Math.max(air, this.#air - this.#airStep);
        left[index] = l * this.#air;
        right[index] = r * this.#air;
        heard += left[index] ** 2 + right[index] ** 2;
      }
    }
    this.#speechPower = this.#settings.isSpeech ? heard / (2 * left.length) : 0;
  }
};
/** A broken decoder may deliver NaN; it must not stay in filters and delays for ever. */
function takeIn(input, into) {
  for (let index = 0; index < into.length; index += 1) {
    const sample = input?.[index] ?? 0;
    into[index] = Number.isFinite(sample) ? sample : 0;
  }
}
var Totals = class {
  isSourceClipped = false;
  weightedSum = 0;
  #peak = 0;
  #squares = 0;
  #samples = 0;
  #reductionDb = 0;
  hear(left, right) {
    this.#peak = Math.max(this.#peak, Math.abs(left), Math.abs(right));
    this.#squares += (left * left + right * right) / 2;
    this.#samples += 1;
  }
  reduce(db) {
    if (db > this.#reductionDb) this.#reductionDb = db;
  }
  read() {
    const samples = Math.max(1, this.#samples);
    return {
      peak: this.#peak,
      meanSquare: this.#squares / samples,
      reductionDb: this.#reductionDb,
      isSourceClipped: this.isSourceClipped,
      weightedPower: this.weightedSum / samples,
    };
  }
};
/** Back to unity gain: fast enough after a cough, slow enough not to pump on speech. */
var RELEASE_MS = 120;
/**
 * A brick-wall look-ahead limiter for all channels together, so that the stereo picture stays in place. Gain is 1
 * whenever nothing within the look-ahead is above the threshold. Allocates nothing while it runs.
 *
 * The gain that each sample needs is held as a sliding minimum over the look-ahead (monotone queue, O(1) a sample)
 * and then averaged over the same length: the average of minima that all include a sample is never above its need.
 */
var Limiter = class {
  /** In samples. */
  latency;
  #threshold;
  #release;
  #delay;
  /** Queue of falling needs: ring of values and of the sample numbers they belong to. */
  #needs;
  #needAt;
  #smoothing;
  #head = 0;
  #length = 0;
  #sample = 0;
  #gain = 1;
  #smoothingSum;
  #lowestGain = 1;
  constructor({ sampleRate, channels, threshold }) {
    const window = Math.max(2, Math.round((sampleRate * 5) / 1e3));
    this.latency = window - 1;
    this.#threshold = threshold;
    this.#release = 1 - Math.exp(-1e3 / (sampleRate * RELEASE_MS));
    this.#delay = Array.from({ length: channels }, () => new Float32Array(window));
    this.#needs = new Float64Array(window);
    this.#needAt = new Float64Array(window);
    this.#smoothing = new Float64Array(window).fill(1);
    this.#smoothingSum = window;
  }
  /** Input and output: one array per channel, all of one length. Missing input channels are silence. */
  process(input, output) {
    const length = output[0]?.length ?? 0;
    for (let index = 0; index < length; index += 1) {
      const gain = this.#nextGain(this.#needOf(input, index));
      if (gain < this.#lowestGain) this.#lowestGain = gain;
      this.#shift(input, output, {
        index,
        gain,
      });
      this.#sample += 1;
    }
  }
  /** How far it turned down at most since the last call, in dB, 0 or more. */
  takeReductionDb() {
    const db = Math.max(0, -20 * Math.log10(this.#lowestGain));
    this.#lowestGain = 1;
    return db < 0.01 ? 0 : db;
  }
  /** The gain that keeps this sample of every channel at or under the threshold. */
  #needOf(input, index) {
    let peak = 0;
    for (const channel of input) {
      const size = Math.abs(channel[index]);
      if (size > peak) peak = size;
    }
    return peak > this.#threshold ? this.#threshold / peak : 1;
  }
  #nextGain(need) {
    const held = this.#slidingMinimum(need);
    this.#gain = Math.min(held, this.#gain + (held - this.#gain) * this.#release);
    const at = this.#sample % this.#smoothing.length;
    this.#smoothingSum += this.#gain - this.#smoothing[at];
    this.#smoothing[at] = this.#gain;
    return this.#smoothingSum / this.#smoothing.length;
  }
  #slidingMinimum(need) {
    const size = this.#needs.length;
    if (this.#length > 0 && this.#needAt[this.#head] <= this.#sample - size) {
      this.#head = (this.#head + 1) % size;
      this.#length -= 1;
    }
    while (this.#length > 0 && this.#needs[(this.#head + this.#length - 1) % size] >= need) this.#length -= 1;
    const tail = (this.#head + this.#length) % size;
    this.#needs[tail] = need;
    this.#needAt[tail] = this.#sample;
    this.#length += 1;
    return this.#needs[this.#head];
  }
  #shift(input, output, { index, gain }) {
    const window = this.#smoothing.length;
    const write = this.#sample % window;
    const read = (this.#sample + 1) % window;
    for (let channel = 0; channel < output.length; channel += 1) {
      const delay = this.#delay[channel];
      if (!delay) continue;
      const sample = input[channel]?.[index] ?? 0;
      delay[write] = Number.isFinite(sample) ? sample : 0;
      const limited = delay[read] * gain;
      output[channel][index] = Math.max(-this.#threshold, Math.min(this.#threshold, limited));
    }
  }
};
// lib/core/mix/gated-loudness.ts
/** BS.1770-4: blocks below it are silence and count for nothing. */
var ABSOLUTE_GATE_LUFS = -70;
/** BS.1770-4: and so do blocks so far below the loudness of all others. */
var RELATIVE_GATE_LU = -10;
/** Finer than anyone hears; only the one bin at the relative gate is judged as a whole. */
var BINS_PER_LU = 10;
/** Up to +10 LUFS: full-scale noise in both channels is near +3. */
var BINS = 800;
/** Loudness of a weighted mean square, summed over the channels. -Infinity for silence. ITU-R BS.1770-4, equation 2. */
function loudnessOf(power) {
  return power <= 0 ? -Infinity : -0.691 + 10 * Math.log10(power);
}
/**
 * Integrated loudness of any length of sound in constant memory: blocks are counted by their loudness, with the sum of
 * their powers beside the count, so that the means are exact.
 */
var GatedLoudness = class {
  #counts = new Float64Array(BINS);
  #powers = new Float64Array(BINS);
  /** @param power - of a 400 ms block. */
  push(power) {
    const lufs = loudnessOf(power);
    if (!(lufs >= ABSOLUTE_GATE_LUFS)) return;
    const bin = Math.min(799, Math.floor((lufs - ABSOLUTE_GATE_LUFS) * BINS_PER_LU));
    this.#counts[bin] += 1;
    this.#powers[bin] += power;
  }
  /** LUFS; -Infinity while nothing above the absolute gate was heard. Follows ITU-R BS.1770-4, equations 5 to 7. */
  read() {
    const ungated = this.#meanFrom(ABSOLUTE_GATE_LUFS);
    if (ungated === null) return -Infinity;
    const gate = loudnessOf(ungated) + RELATIVE_GATE_LU;
    return loudnessOf(this.#meanFrom(gate) ?? 0);
  }
  clear() {
    this.#counts.fill(0);
    this.#powers.fill(0);
  }
  /** Mean power of the bins whose own mean is not below `gateLufs`. */
  #meanFrom(gateLufs) {
    let count = 0;
    let power = 0;
    for (let bin = 0; bin < BINS; bin += 1) {
      const inBin = this.#counts[bin];
      if (inBin === 0 || loudnessOf(this.#powers[bin] / inBin) < gateLufs) continue;
      count += inBin;
      power += this.#powers[bin];
    }
    return count === 0 ? null : power / count;
  }
};
// lib/core/mix/loudness.ts
/** Tech 3341 asks for 10 readings a second; with 50 no word of 400 ms falls between two. */
var STEP_MS = 20;
var MOMENTARY_STEPS = 400 / STEP_MS;
var SHORT_TERM_STEPS = 3e3 / STEP_MS;
/** A gating block of 400 ms begins every 100 ms: they overlap by 75 %. */
var GATING_STEPS = 100 / STEP_MS;
/**
 * Loudness of up to two channels after EBU R 128 and ITU-R BS.1770-4 (EBU mode of EBU Tech 3341, without loudness range and
 * true peak). Allocates nothing while it runs.
 */
var LoudnessMeter = class {
  #filters;
  #stepSamples;
  /** Power of the last 3 s, a ring of steps. */
  #steps = new Float64Array(SHORT_TERM_STEPS);
  #integrated = new GatedLoudness();
  #sum = 0;
  #filled = 0;
  #count = 0;
  /** Steps that belong to what is integrated. */
  #stepsSinceRestart = 0;
  constructor({ sampleRate, channels }) {
    this.#filters = Array.from({ length: channels }, () => new KWeighting(sampleRate));
    this.#stepSamples = Math.round((sampleRate * STEP_MS) / 1e3);
  }
  /** @param channels - of one length; missing ones are silence. */
  push(channels) {
    const length = channels[0]?.length ?? 0;
    for (let from = 0; from < length;) {
      const to = Math.min(length, from + this.#stepSamples - this.#filled);
      for (let index = 0; index < this.#filters.length; index += 1) {
        const channel = channels[index];
        if (channel) this.#sum += this.#filters[index].sumOfSquares(channel, from, to);
      }
      this.#filled += to - from;
      if (this.#filled === this.#stepSamples) this.#endStep();
      from = to;
    }
  }
  read() {
    return {
      momentaryLufs: loudnessOf(this.#meanOfLast(MOMENTARY_STEPS)),
      shortTermLufs: loudnessOf(this.#meanOfLast(SHORT_TERM_STEPS)),
      integratedLufs: this.#integrated.read(),
    };
  }
  /** Begins the integrated loudness anew; the other two go on. */
  restart() {
    this.#integrated.clear();
    this.#stepsSinceRestart = 0;
  }
  #endStep() {
    this.#steps[this.#count % SHORT_TERM_STEPS] = this.#sum / this.#stepSamples;
    this.#count += 1;
    this.#stepsSinceRestart += 1;
    this.#sum = 0;
    this.#filled = 0;
    const since = this.#stepsSinceRestart - MOMENTARY_STEPS;
    if (since >= 0 && since % GATING_STEPS === 0) this.#integrated.push(this.#meanOfLast(MOMENTARY_STEPS));
  }
  /** What has not sounded yet counts as silence. */
  #meanOfLast(steps) {
    let sum = 0;
    for (let back = 1; back <= Math.min(steps, this.#count); back += 1)
      sum += this.#steps[(this.#count - back) % SHORT_TERM_STEPS];
    return sum / steps;
  }
};
// lib/core/mix/meter.ts
function measureSound(samples) {
  let peak = 0;
  let sum = 0;
  for (const sample of samples) {
    const size = Math.abs(sample);
    if (size > peak) peak = size;
    sum += sample * sample;
  }
  return {
    peak,
    meanSquare: samples.length === 0 ? 0 : sum / samples.length,
  };
}
// lib/browser/compositor/audio-worklet/messages.ts
/** Names under which the worklet registers its processors. */
var STRIP_PROCESSOR = 'channel-strip';
var PROGRAM_PROCESSOR = 'program-strip';
// lib/browser/compositor/audio-worklet/mixer-worklet.ts
/**
 * 1 dB of room: AAC encoders overshoot the samples they are given, and so does the wave between two samples (true peak),
 * which nothing here measures.
 */
var THRESHOLD_DB = -1;
var CHANNELS = 2;
/** 21 ms at 48 kHz: a meter that is drawn 60 times a second has news in most of its frames. */
var REPORT_SAMPLES = 1024;
/** What the processors know of each other; they share this thread and this scope. */
var strips = /* @__PURE__ */ new Map();
/** Power of all speech in the program one block ago: what ducked channels give way to. */
var speechPower = 0;
var StripProcessor = class extends AudioWorkletProcessor {
  #id;
  #strip;
  #isClosed = false;
  constructor({ processorOptions }) {
    super();
    const { id, settings } = processorOptions;
    this.#id = id;
    this.#strip = new ChannelStrip(sampleRate, settings);
    strips.set(id, this.#strip);
    this.port.onmessage = ({ data }) => {
      if (data.type === 'set') this.#strip.set(data.settings);
      else this.#close();
    };
  }
  process(inputs, outputs) {
    const [program, ears] = outputs;
    if (!this.#isClosed)
      this.#strip.process(
        inputs[0] ?? [],
        {
          program,
          ears,
        },
        speechPower,
      );
    return !this.#isClosed;
  }
  #close() {
    this.#isClosed = true;
    if (strips.get(this.#id) === this.#strip) strips.delete(this.#id);
  }
};
var ProgramProcessor = class extends AudioWorkletProcessor {
  #limiter = new Limiter({
    sampleRate,
    channels: CHANNELS,
    threshold: dbToGain(THRESHOLD_DB),
  });
  #loudness = new LoudnessMeter({
    sampleRate,
    channels: CHANNELS,
  });
  #peak = 0;
  #squares = 0;
  #samples = 0;
  constructor() {
    super();
    this.port.onmessage = ({ data }) => {
      if (data.type === 'restart-loudness') this.#loudness.restart();
    };
  }
  process(inputs, outputs) {
    const program = outputs[0] ?? [];
    this.#limiter.process(inputs[0] ?? [], program);
    this.#loudness.push(program);
    this.#listen(program);
    speechPower = 0;
    for (const strip of strips.values()) speechPower += strip.speechPower;
    if (this.#samples >= REPORT_SAMPLES) this.#report();
    return true;
  }
  #listen(program) {
    let squares = 0;
    for (const channel of program) {
      const { peak, meanSquare } = measureSound(channel);
      if (peak > this.#peak) this.#peak = peak;
      squares += meanSquare / CHANNELS;
    }
    const length = program[0]?.length ?? 0;
    this.#squares += squares * length;
    this.#samples += length;
  }
  #report() {
    const report = {
      durationMs: (1e3 * this.#samples) / sampleRate,
      strips: Object.fromEntries(Array.from(strips, ([id, strip]) => [id, strip.takeReport()])),
      program: {
        peak: this.#peak,
        meanSquare: this.#squares / this.#samples,
        reductionDb: this.#limiter.takeReductionDb(),
        loudness: this.#loudness.read(),
      },
    };
    this.port.postMessage(report);
    this.#peak = 0;
    this.#squares = 0;
    this.#samples = 0;
  }
};
registerProcessor(STRIP_PROCESSOR, StripProcessor);
registerProcessor(PROGRAM_PROCESSOR, ProgramProcessor);
