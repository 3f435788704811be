/** What a long run is judged by: how figures grow, and how often the program stood still. */
export interface Sample {
  atMs: number;
  value: number;
}

/** Least squares. @returns growth of the value per hour; 0 of fewer than two samples. */
export function slopePerHour(samples: readonly Sample[]): number {
  const count = samples.length;
  const meanAt = samples.reduce((sum, { atMs }) => sum + atMs, 0) / count;
  const meanValue = samples.reduce((sum, { value }) => sum + value, 0) / count;
  let numerator = 0;
  let denominator = 0;
  for (const { atMs, value } of samples) {
    numerator += (atMs - meanAt) * (value - meanValue);
    denominator += (atMs - meanAt) ** 2;
  }
  return denominator === 0 ? 0 : (numerator / denominator) * 3_600_000;
}

/** Lower edges of the classes, ms; what is shorter than the first is a frame on time. */
export const GAP_CLASSES_MS = [50, 100, 150, 300, 500, 1_000, 2_000] as const;

/** @returns for each class how many gaps are in it, the last one open upwards. */
export function gapHistogram(gapsMs: readonly number[]): Record<string, number> {
  const histogram: Record<string, number> = {};
  for (const [index, from] of GAP_CLASSES_MS.entries()) {
    const to = GAP_CLASSES_MS[index + 1] ?? Infinity;
    const name = to === Infinity ? `${from} ms and more` : `${from} to ${to} ms`;
    histogram[name] = gapsMs.filter((gap) => gap >= from && gap < to).length;
  }
  return histogram;
}
