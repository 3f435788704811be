import { getAppContext } from '@/server/app-context';

/** A webhook is a few KiB: one room, one participant, its tracks. */
const BODY_CHARS_MAX = 64 * 1024;

/** What happens in the room, told by the SFU and signed with the API secret. */
export async function POST(request: Request): Promise<Response> {
  const { live, logger } = getAppContext();
  const body = await request.text();
  if (body.length > BODY_CHARS_MAX) return new Response(null, { status: 413 });
  try {
    const event = await live.webhooks.receive(body, request.headers.get('authorization') ?? undefined);
    live.keeper.handleWebhook(event);
    return new Response(null, { status: 204 });
  } catch (error) {
    logger.debug({ err: error }, 'a webhook was not signed by the room server');
    return new Response(null, { status: 401 });
  }
}
