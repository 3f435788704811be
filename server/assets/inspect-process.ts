import sharp from 'sharp';
import { inspectAsset } from './inspect-asset';
import { writeThumbnail } from './inspect-image';
import type { InspectTask } from './inspector';

// One stranger's file in one process (inspector.ts): what it hangs, fills or crashes ends with the process.

// The other core belongs to the show.
sharp.concurrency(1);
sharp.cache(false);
process.once('disconnect', () => process.exit(1));
process.once('message', (task) => {
  void look(task as InspectTask).then((answer) => process.send?.(answer ?? null, () => process.exit(0)));
});

/** Rejections end the process: the message is for the log of whoever started it. */
function look(task: InspectTask): Promise<unknown> {
  return task.kind === 'asset'
    ? inspectAsset(task.input)
    : writeThumbnail(task.input.picture, task.input.thumbnailDraft);
}
