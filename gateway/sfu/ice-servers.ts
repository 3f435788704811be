import { ICEServer } from '@livekit/protocol';
import { createHmac } from 'node:crypto';

export interface TurnConfig {
  /** `stun:`, `turn:` or `turns:` URLs. */
  urls: readonly string[];
  /** The server's `static-auth-secret`; null for servers that ask for no credentials. */
  secret: string | null;
}

/** Longer than any show: a relay asks again at each refresh of an allocation, and ends it when the name has expired. */
const CREDENTIALS_S = 24 * 60 * 60;

/**
 * ICE servers for one participant. Credentials are coturn's shared-secret scheme (`use-auth-secret`,
 * draft-uberti-behave-turn-rest-00 §2.2): the name is the time of expiry and who it is for, the password its HMAC.
 */
export function iceServersFor(config: TurnConfig, identity: string, unixNowMs: number): ICEServer[] {
  const stun = config.urls.filter((url) => url.startsWith('stun:'));
  const turn = config.urls.filter((url) => !url.startsWith('stun:'));
  const servers: ICEServer[] = [];
  if (stun.length > 0) servers.push(new ICEServer({ urls: [...stun] }));
  if (turn.length === 0) return servers;
  if (config.secret === null) return [...servers, new ICEServer({ urls: [...turn] })];
  const username = `${Math.floor(unixNowMs / 1_000) + CREDENTIALS_S}:${identity}`;
  const credential = createHmac('sha1', config.secret).update(username).digest('base64');
  return [...servers, new ICEServer({ urls: [...turn], username, credential })];
}
