import type { Env } from '../env';
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
  env: Pick<Env, 'livekitUrl' | 'sfuPort' | 'publicUrl'>,
  secrets: Pick<Secrets, 'livekitApiKey' | 'livekitApiSecret'>,
): RoomConfig {
  const keys = { apiKey: secrets.livekitApiKey, apiSecret: secrets.livekitApiSecret };
  if (env.livekitUrl !== null) {
    return { browserUrl: env.livekitUrl, apiUrl: env.livekitUrl.replace(/^ws/, 'http'), ...keys };
  }
  return { browserUrl: `${env.publicUrl}/livekit`, apiUrl: `http://127.0.0.1:${env.sfuPort}`, ...keys };
}
