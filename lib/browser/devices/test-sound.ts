const SAMPLE_RATE = 16_000;
const TONES_HZ = [523.25, 783.99] as const; // C5, then G5: two notes are told from a hum
const TONE_SECONDS = 0.45;
/** Soft beginning and end: a tone that is cut clicks. */
const RAMP_SECONDS = 0.03;
const AMPLITUDE = 0.35;
const HEADER_BYTES = 44;

/** Two short notes as a WAV file: PCM, 16 bits, mono. */
export function testSound(): Blob {
  const perTone = SAMPLE_RATE * TONE_SECONDS;
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + TONES_HZ.length * perTone * 2));
  writeHeader(view);
  TONES_HZ.forEach((hz, tone) => {
    for (let index = 0; index < perTone; index++) {
      const edge = Math.min(index, perTone - index) / (SAMPLE_RATE * RAMP_SECONDS);
      const sample = Math.sin((2 * Math.PI * hz * index) / SAMPLE_RATE) * AMPLITUDE * Math.min(1, edge);
      view.setInt16(HEADER_BYTES + (tone * perTone + index) * 2, sample * 0x7fff, true);
    }
  });
  return new Blob([view.buffer], { type: 'audio/wav' });
}

/** The RIFF header of a WAV file: http://soundfile.sapp.org/doc/WaveFormat/ */
function writeHeader(view: DataView): void {
  const text = (at: number, letters: string) =>
    [...letters].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, view.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true); // bytes of the format chunk
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, SAMPLE_RATE * 2, true); // bytes a second
  view.setUint16(32, 2, true); // bytes a frame
  view.setUint16(34, 16, true); // bits a sample
  text(36, 'data');
  view.setUint32(40, view.byteLength - HEADER_BYTES, true);
}
