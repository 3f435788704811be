import { router } from '../init';
import { list } from './list';

export const scenesRouter = router({
  list,
});
