import { router } from '../init';
import { preview } from './preview';
import { redeem } from './redeem';
import { roomToken } from './room-token';

export const joinRouter = router({ preview, redeem, roomToken });
