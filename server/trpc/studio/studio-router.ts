import { router } from '../init';
import { enter } from './enter';
import { openRemote } from './open-remote';
import { takeSeat } from './take-seat';
import { whepToken } from './whep-token';
import { whipToken } from './whip-token';

export const studioRouter = router({ enter, openRemote, takeSeat, whipToken, whepToken });
