import { router } from '../init';
import { list } from './list';

export const broadcastsRouter = router({ list });
