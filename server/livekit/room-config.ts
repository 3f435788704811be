import type { Env } from '../env';
import { partAddresses } from '../part-addresses';
import type { Secrets } from '../secrets/secrets-file';

export interface RoomConfig {
  /** What browsers connect to. */
  browserUrl: string;
  /** Base of the room service, http(s). */
  apiUrl: string;
  apiKey: string;
  apiSecret: string;
}

/** The embedded SFU or a LiveKit of the operator's: decided here, by the environment alone; no caller knows which. */
export function roomConfig(
  env: Env,
  secrets: Pick<Secrets, 'livekitApiKey' | 'livekitApiSecret'>,
): RoomConfig {
  return {
    browserUrl: env.livekitUrl ?? `${env.publicUrl}/livekit`,
    apiUrl: partAddresses(env).rooms,
    apiKey: secrets.livekitApiKey,
    apiSecret: secrets.livekitApiSecret,
  };
}
