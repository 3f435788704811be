import { z } from 'zod';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';

/** Recordings of the workspace or of one show, newest first. A running one shows how far it is. */
export const list = procedure('recording.read')
  .input(z.object({ showId: idSchema.optional() }))
  .query(async ({ ctx, input }) => {
    const { broadcastRows, sessions } = ctx.app.live;
    const rows = await broadcastRows.listRecordings(ctx.actor.workspaceId, input.showId ?? null);
    return rows.map((row) => {
      const running = sessions.peek(row.showId)?.program?.recording;
      if (row.status !== 'recording' || running?.recordingId !== row.recordingId) return row;
      return { ...row, bytes: running.bytes, durationMs: running.durationMs };
    });
  });
