import { z } from 'zod';
import { LIMITS } from '@/lib/core/contract/limits';
import { checkDestinationUrl, URL_PROBLEM_TEXT } from '@/lib/core/presets/check-destination-url';
import type { DestinationPreset } from '@/lib/core/presets/destination-presets';

const KEY_CHARS_MAX = 512;

/** What the person types, checked by the same rules as on the server, so that a wrong address is named at once. */
export function destinationSchema(preset: DestinationPreset) {
  return z.object({
    name: nameSchema,
    url: z.string().trim().superRefine(checkUrl(preset)),
    backupUrl: z
      .string()
      .trim()
      .superRefine((url, context) => {
        if (url !== '') checkUrl(preset)(url, context);
      }),
  });
}

export function newDestinationSchema(preset: DestinationPreset) {
  return destinationSchema(preset).extend({ key: keySchema(preset.needsKey) });
}

/** @param isNeeded - false where the server takes publishers without a key. */
export function keySchema(isNeeded: boolean) {
  const key = z.string().trim().max(KEY_CHARS_MAX, `A key has at most ${KEY_CHARS_MAX} characters.`);
  return isNeeded ? key.min(1, 'Paste the stream key.') : key;
}

const nameSchema = z
  .string()
  .trim()
  .min(1, 'Name it, like Main channel.')
  .max(LIMITS.nameChars, `Use at most ${LIMITS.nameChars} characters.`);

function checkUrl(preset: DestinationPreset) {
  return (url: string, context: z.RefinementCtx<string>): void => {
    const problem = url === '' ? null : checkDestinationUrl(preset, url);
    if (url === '')
      context.addIssue({
        code: 'custom',
        message: 'Paste the address of the server, like rtmps://live.example.com/app.',
      });
    if (problem !== null) context.addIssue({ code: 'custom', message: URL_PROBLEM_TEXT[problem] });
  };
}
