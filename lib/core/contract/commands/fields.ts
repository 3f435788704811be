import { z } from 'zod';
import { LIMITS } from '../limits';

/** An id minted by whoever makes the thing. */
export const id = z.string().min(1).max(64);
export const name = z.string().trim().min(1).max(LIMITS.nameChars);
export const gainDb = z.number().min(LIMITS.gainDbMin).max(LIMITS.gainDbMax);
