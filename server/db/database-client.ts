import type { Prisma } from '@/generated/prisma/client';

/** The database itself or one transaction of it: repositories work on either. */
export type DatabaseClient = Prisma.TransactionClient;
