/**
 * What a control carries that cannot be used now. Not `disabled`: the keyboard must reach it, and hear why.
 * @param reason - user text; null or undefined while it can be used.
 */
export function refusal(
  reason: string | null | undefined,
): { 'aria-disabled': true; 'aria-description': string } | Record<string, never> {
  return reason ? { 'aria-disabled': true, 'aria-description': reason } : {};
}
