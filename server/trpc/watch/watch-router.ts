import { router } from '../init';
import { get } from './get';

export const watchRouter = router({ get });
