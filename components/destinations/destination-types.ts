import type { ApiOutputs } from '@/lib/browser/api/api-types';

export type DestinationSummary = ApiOutputs['destinations']['list'][number];
