import {
  DESTINATION_PRESETS_VERSION,
  resolvePresets,
  type DestinationPreset,
} from '@/lib/core/presets/destination-presets';

/** The platforms that a destination can be made for. */
export function listPresets(settings: { rtmpSinkPort: number }): {
  version: number;
  presets: DestinationPreset[];
} {
  return { version: DESTINATION_PRESETS_VERSION, presets: resolvePresets(settings) };
}
