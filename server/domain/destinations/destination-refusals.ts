import { refuse, type Refusal } from '@/lib/core/contract/error-codes';
import { isUniqueViolation } from '../unique-violation';

export const DESTINATION_NOT_FOUND = refuse(
  'not-found',
  'This destination does not exist any more. Reload the page.',
);

const NAME_TAKEN = refuse('conflict', 'A destination of this name exists already. Choose another name.');

/** Runs `work`; a taken name becomes a refusal, everything else passes through. */
export async function refusingTakenName<T>(
  work: () => Promise<T>,
): Promise<T | { ok: false; error: Refusal }> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error)) return NAME_TAKEN;
    throw error;
  }
}
