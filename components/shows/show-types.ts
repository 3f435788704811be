import type { ApiInputs, ApiOutputs } from '@/lib/browser/api/api-types';

export type ShowSummary = ApiOutputs['shows']['list']['upcoming'][number];
export type ShowDetail = ApiOutputs['shows']['get'];
export type ShowTemplate = ApiInputs['shows']['create']['template'];
export type InviteSummary = ApiOutputs['invites']['list'][number];
