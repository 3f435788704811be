import { z } from 'zod';
import { AppError } from '@/server/app-error';
import { recordAudit } from '@/server/domain/audit/record-audit';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';

/** Deletes the file, then the row: a row without a file would promise what is gone. */
export const remove = procedure('recording.remove')
  .input(z.object({ recordingId: idSchema }))
  .mutation(async ({ ctx, input }) => {
    const { broadcastRows, gateway, sessions } = ctx.app.live;
    const recording = await broadcastRows.findRecording(ctx.actor.workspaceId, input.recordingId);
    if (!recording) throw new AppError('not-found', { userText: 'This recording does not exist any more.' });
    const { showId, recordingId } = recording;
    if (sessions.peek(showId)?.session.state.recording.recordingId === recordingId) {
      throw new AppError('wrong-phase', { userText: 'This recording is still running. End the show first.' });
    }
    await gateway.removeRecording(recordingId);
    await broadcastRows.removeRecording(recordingId);
    const { domain } = ctx.app;
    await domain.atomically(({ audit }) =>
      recordAudit(audit, domain, ctx.actor, { action: 'recording.remove', showId, detail: { recordingId } }),
    );
    return { recordingId };
  });
