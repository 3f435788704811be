import { router } from '../init';
import { report } from './report';

export const doctorRouter = router({ report });
