import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { getAppContext } from '@/server/app-context';
import { authOptions } from '@/server/auth/auth-options';

export const dynamic = 'force-dynamic';

interface RouteContext {
  params: Promise<{ nextauth: string[] }>;
}

async function answer(request: NextRequest, route: RouteContext): Promise<Response> {
  const visitor = {
    ip: request.headers.get('x-forwarded-for') ?? 'unknown',
    userAgent: request.headers.get('user-agent') ?? '',
  };
  return (await NextAuth(request, route, authOptions(getAppContext().auth, visitor))) as Response;
}

export { answer as GET, answer as POST };
