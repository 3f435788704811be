import { getAppContext } from '@/server/app-context';
import { handleTrpcRequest } from '@/server/trpc/handle-trpc-request';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return handleTrpcRequest(getAppContext(), request);
}

export const POST = GET;
