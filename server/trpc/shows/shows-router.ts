import { router } from '../init';
import { archive } from './archive';
import { create } from './create';
import { get } from './get';
import { list } from './list';
import { rename } from './rename';
import { restore } from './restore';
import { schedule } from './schedule';
import { setDestinations } from './set-destinations';

export const showsRouter = router({
  list,
  get,
  create,
  rename,
  schedule,
  archive,
  restore,
  setDestinations,
});
