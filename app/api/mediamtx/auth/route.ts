import { getAppContext } from '@/server/app-context';
import { answerMediamtx } from '@/server/mediamtx/answer-mediamtx';

/** MediaMTX asks here before anybody publishes or reads (authHTTPAddress in gateway/mediamtx/mediamtx.yml). */
export function POST(request: Request): Promise<Response> {
  const { live, logger } = getAppContext();
  return answerMediamtx(request, { gate: live.mediamtxGate, limiters: live.mediamtxLimiters, logger });
}
