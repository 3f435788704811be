/** The HTTP half that WHIP (RFC 9725) and WHEP share: offer out, answer and resource address back, DELETE at the end. */
export interface HttpSession {
  answerSdp: string;
  /** Absolute address of the session resource. */
  location: string;
}

export class MediaSessionError extends Error {
  /** @param status - HTTP status, or 0 when nothing answered. */
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'MediaSessionError';
  }
}

/** The gateway answers within a second or not at all. */
const ANSWER_TIMEOUT_MS = 8_000;

export async function postOffer(url: string, token: string, offerSdp: string): Promise<HttpSession> {
  const response = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/sdp', authorization: `Bearer ${token}` },
    body: offerSdp,
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  if (response.status !== 201)
    throw new MediaSessionError(response.status, `offer refused: ${response.status}`);
  const answerSdp = await response.text();
  const location = response.headers.get('location');
  if (location === null) throw new MediaSessionError(response.status, 'answer has no Location');
  return { answerSdp, location: new URL(location, new URL(url, window.location.href)).href };
}

/** @param keepalive - true while the page is going away. Failure is quiet: the gateway drops silent sessions by itself. */
export async function deleteSession(
  location: string,
  token: string,
  { keepalive }: { keepalive: boolean },
): Promise<void> {
  try {
    await fetch(location, { method: 'DELETE', headers: { authorization: `Bearer ${token}` }, keepalive });
  } catch {
    /* Nobody answers: there is nothing left to delete. */
  }
}

async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw new MediaSessionError(0, 'no answer');
  }
}

/** Host candidates are there at once; a slow STUN server must not hold the show up. */
const GATHERING_LIMIT_MS = 1_500;

export async function gatherCandidates(peer: RTCPeerConnection): Promise<string> {
  if (peer.iceGatheringState !== 'complete')
    await new Promise<void>((resolve) => {
      const done = () => {
        if (peer.iceGatheringState !== 'complete') return;
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(resolve, GATHERING_LIMIT_MS);
      peer.addEventListener('icegatheringstatechange', done);
    });
  return peer.localDescription?.sdp ?? '';
}
