import { refuse, type Refusal } from '@/lib/core/contract/error-codes';
import { checkDestinationUrl, URL_PROBLEM_TEXT } from '@/lib/core/presets/check-destination-url';
import { resolvePresets, type DestinationPreset } from '@/lib/core/presets/destination-presets';

/** The preset of a platform, with this installation's addresses. */
export function presetOf(platform: string, settings: { rtmpSinkPort: number }): DestinationPreset | null {
  return resolvePresets(settings).find((preset) => preset.platform === platform) ?? null;
}

/** null when both addresses are fit to publish to. */
export function checkAddress(
  preset: DestinationPreset,
  address: { url: string; backupUrl: string | null },
): { ok: false; error: Refusal } | null {
  const problem = checkDestinationUrl(preset, address.url);
  if (problem !== null) return refuse('invalid-input', URL_PROBLEM_TEXT[problem]);
  if (address.backupUrl === null) return null;
  const backupProblem = checkDestinationUrl(preset, address.backupUrl);
  if (backupProblem !== null) return refuse('invalid-input', `Backup: ${URL_PROBLEM_TEXT[backupProblem]}`);
  if (address.backupUrl === address.url) {
    return refuse('invalid-input', 'The backup address is the same as the main one. Leave it empty instead.');
  }
  return null;
}
