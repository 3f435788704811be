import { router } from '../init';
import { get } from './get';
import { set } from './set';

export const brandRouter = router({ get, set });
