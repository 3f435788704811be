const RATE = 24_000;

/** A WAV file of one quiet tone, 16 bit mono. */
export function sineWave(durationMs: number): Uint8Array {
  const samples = Math.round((durationMs / 1000) * RATE);
  const wave = Buffer.alloc(44 + 2 * samples);
  wave.write('RIFF', 0, 'latin1');
  wave.writeUInt32LE(36 + 2 * samples, 4);
  wave.write('WAVEfmt ', 8, 'latin1');
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(RATE, 24);
  wave.writeUInt32LE(2 * RATE, 28);
  wave.writeUInt16LE(2, 32);
  wave.writeUInt16LE(16, 34);
  wave.write('data', 36, 'latin1');
  wave.writeUInt32LE(2 * samples, 40);
  for (let at = 0; at < samples; at++)
    wave.writeInt16LE(Math.round(2_000 * Math.sin((2 * Math.PI * 440 * at) / RATE)), 44 + 2 * at);
  return wave;
}
