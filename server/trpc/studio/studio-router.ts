import { router } from '../init';
import { enter } from './enter';
import { takeSeat } from './take-seat';
import { whepToken } from './whep-token';
import { whipToken } from './whip-token';

export const studioRouter = router({ enter, takeSeat, whipToken, whepToken });
