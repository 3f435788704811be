import { router } from '../init';
import { create } from './create';
import { list } from './list';
import { presets } from './presets';
import { remove } from './remove';
import { replaceKeyProcedure } from './replace-key';
import { update } from './update';

export const destinationsRouter = router({
  presets,
  list,
  create,
  update,
  replaceKey: replaceKeyProcedure,
  remove,
});
