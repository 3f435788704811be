import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { ACTIONS, can, ROLES, type Action, type Role } from '@/lib/core/access/can';
import type { AppContext } from '../app-context';
import { contextOfRole } from '../testing/test-context';
import { createCallerFactory } from './init';
import { appRouter } from './router';

interface Walked {
  path: string;
  action: Action | undefined;
}

const procedures: Walked[] = Object.entries(appRouter._def.procedures).map(([path, procedure]) => ({
  path,
  action: (procedure as unknown as { _def: { meta?: { action?: Action } } })._def.meta?.action,
}));

describe('access to every procedure', () => {
  it.each(procedures)('$path has an action of the table', ({ action }) => {
    expect(ACTIONS).toContain(action);
  });

  const members = ROLES.filter((role) => role !== 'seat');
  const cases = procedures
    .filter(({ action }) => action !== undefined && !isForSeatsOnly(action))
    .flatMap(({ path, action }) =>
      members.map((role) => ({ path, role, allowed: action !== undefined && can(role, action) })),
    );

  it.each(cases.filter((row) => !row.allowed))(
    '$path refuses $role before it touches anything',
    async (row) => {
      const error = await call(row.path, row.role);
      expect(error?.code).toBe(row.role === 'anyone' ? 'UNAUTHORIZED' : 'FORBIDDEN');
    },
  );

  it.each(cases.filter((row) => row.allowed))('$path lets $role through', async (row) => {
    const error = await call(row.path, row.role);
    expect(error?.code).not.toBe('UNAUTHORIZED');
    expect(error?.code).not.toBe('FORBIDDEN');
  });

  it.each(procedures.filter(({ action }) => action !== undefined && isForSeatsOnly(action)))(
    '$path refuses everybody without the secret of a seat',
    async ({ path }) => {
      const noSeats = { domain: { findSeat: () => Promise.resolve(null) } } as unknown as AppContext;
      const error = await call(path, 'owner', {
        app: noSeats,
        input: { showId: 'show1', seatToken: 'wrong' },
      });
      expect(error?.code).toBe('UNAUTHORIZED');
    },
  );
});

function isForSeatsOnly(action: Action): boolean {
  return ROLES.every((role) => can(role, action) === (role === 'seat'));
}

/** Calls a procedure with input that is wrong for all of them, and returns how it ended. */
async function call(
  path: string,
  role: Role,
  { app, input }: { app?: AppContext; input?: unknown } = {},
): Promise<TRPCError | null> {
  const caller = createCallerFactory(appRouter)(contextOfRole(role, app));
  const procedure = path
    .split('.')
    .reduce<unknown>((at, name) => Reflect.get(at as object, name), caller) as (
    input: unknown,
  ) => Promise<unknown>;
  try {
    await procedure(input ?? 'no procedure takes this');
    return null;
  } catch (error) {
    if (error instanceof TRPCError) return error;
    throw error;
  }
}
