import { listPresets } from '@/server/domain/destinations/list-presets';
import { procedure } from '../init';

/** The platforms and their ingest rules. */
export const presets = procedure('destination.read').query(({ ctx }) => listPresets(ctx.app.domain));
