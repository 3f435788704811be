import type { DestinationPreset } from '@/lib/core/presets/destination-presets';

/** Publishers of the built-in sink must not share a name, and nobody has to invent one: there the id stands in for a key. */
export function effectiveKey(preset: DestinationPreset, key: string, destinationId: string): string {
  return preset.platform === 'test' && key === '' ? destinationId : key;
}
