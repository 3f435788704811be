import { toast } from '@/components/ui/toast';
import type { StudioAction } from './model/actions/studio-action';

/** Fingers find no tooltip: what is not possible says why when it is pressed. */
export function pressAction({ id, isAvailable, reason, run }: StudioAction): void {
  if (isAvailable) return run();
  // One notice however often it is pressed.
  if (reason !== null) toast(reason, { id: `reason:${id}` });
}
