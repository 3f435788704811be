import { can } from '@/lib/core/access/can';
import { getAppContext } from '@/server/app-context';
import { AppError } from '@/server/app-error';
import { pipeRecording } from '@/server/http/pipe-recording';

/** The file of a recording, with ranges so that a player can seek and a download can go on. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ recordingId: string }> },
): Promise<Response> {
  const app = getAppContext();
  try {
    const user = await app.readUser(request.headers);
    const actor = user && (await app.domain.findActor(user));
    if (!actor) throw new AppError('not-signed-in');
    if (!can(actor.role, 'recording.read')) throw new AppError('forbidden');
    const { recordingId } = await params;
    const recording = await app.live.broadcastRows.findRecording(actor.workspaceId, recordingId);
    if (!recording) throw new AppError('not-found');
    return await pipeRecording(app.live.gateway, recording, request);
  } catch (error) {
    const refused = AppError.from(error);
    if (refused.code === 'internal') app.logger.error({ err: error }, 'a recording could not be sent');
    return Response.json({ error: refused.toRefusal() }, { status: refused.httpStatus });
  }
}
