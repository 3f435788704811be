import { router } from '../init';
import { health } from './health';
import { list } from './list';

export const broadcastsRouter = router({ health, list });
