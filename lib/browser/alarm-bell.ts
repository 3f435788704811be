/** Two short tones: heard through talk, and unlike anything a guest's device makes. */
const TONES_HZ = [880, 660] as const;
const TONE_S = 0.14;
const EVERY_MS = 1_500;
/** Of full scale: a third is loud on headphones without hurting. */
const LEVEL = 0.3;

/** Rings on this person's output only; the program's sound comes from a graph of its own. @returns what stops it. */
export function ringBell(): () => void {
  const context = new AudioContext();
  const ring = (): void => {
    TONES_HZ.forEach((frequency, index) => {
      const startS = context.currentTime + index * TONE_S;
      const tone = new OscillatorNode(context, { frequency });
      const level = new GainNode(context, { gain: 0 });
      level.gain.setTargetAtTime(LEVEL, startS, 0.01);
      level.gain.setTargetAtTime(0, startS + TONE_S - 0.03, 0.01);
      tone.connect(level).connect(context.destination);
      tone.start(startS);
      tone.stop(startS + TONE_S);
    });
  };
  ring();
  const timer = setInterval(ring, EVERY_MS);
  return () => {
    clearInterval(timer);
    context.close().catch(() => {
      /* Closed with the page. */
    });
  };
}
