import type { Prisma } from '@/generated/prisma/client';

/** Our own types are plain data; Prisma's JSON type cannot see that of an interface. */
export function toJson(value: object): Prisma.InputJsonObject {
  return value as Prisma.InputJsonObject;
}
