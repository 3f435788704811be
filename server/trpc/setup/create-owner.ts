import { z } from 'zod';
import { createOwner } from '@/server/domain/setup/create-owner';
import { publicProcedure } from '../init';
import { emailSchema, nameSchema, passwordSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** The first account and the workspace; closed ever after. */
export const createOwnerProcedure = publicProcedure('setup.createOwner')
  .input(
    z.object({ name: nameSchema, email: emailSchema, password: passwordSchema, workspaceName: nameSchema }),
  )
  .mutation(async ({ ctx, input }) => unwrap(await createOwner(ctx.app.domain, input)));
