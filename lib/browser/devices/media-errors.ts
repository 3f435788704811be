export type DeviceKind = 'camera' | 'microphone' | 'screen';

export interface MediaProblem {
  kind: DeviceKind;
  /** What to branch on; `cancelled` is no fault (the screen picker was closed). */
  reason: 'denied' | 'missing' | 'busy' | 'lost' | 'insecure' | 'cancelled' | 'unknown';
  /** What happened and what to do next. */
  text: string;
}

const NOUN = { camera: 'camera', microphone: 'microphone', screen: 'screen' } as const;

/** Puts the failure of getUserMedia or getDisplayMedia into words. Names are those of the Media Capture specification, section 10. */
export function describeMediaError(kind: DeviceKind, error: unknown): MediaProblem {
  const noun = NOUN[kind];
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      if (kind === 'screen') return { kind, reason: 'cancelled', text: 'No screen was chosen.' };
      return {
        kind,
        reason: 'denied',
        text: `This page may not use your ${noun}. Open the site settings beside the address, allow the ${noun}, then try again.`,
      };
    case 'NotFoundError':
    case 'OverconstrainedError':
      return {
        kind,
        reason: 'missing',
        text: `No ${noun} was found. Plug one in or choose another, then try again.`,
      };
    case 'NotReadableError':
    case 'AbortError':
      return {
        kind,
        reason: 'busy',
        text: `Your ${noun} is in use by another program. Close that program, then try again.`,
      };
    case 'SecurityError':
    case 'TypeError':
      return insecureContext(kind);
    default:
      return {
        kind,
        reason: 'unknown',
        text: `Your ${noun} did not start. Try again, or choose another.`,
      };
  }
}

/** `navigator.mediaDevices` exists only in secure contexts. */
export function insecureContext(kind: DeviceKind): MediaProblem {
  return {
    kind,
    reason: 'insecure',
    text: 'Browsers allow cameras and microphones only on a secure address. Open this page through https:// or on the machine itself.',
  };
}

/** The device was there and went away: unplugged, or taken by the system. */
export function lostDevice(kind: DeviceKind): MediaProblem {
  return {
    kind,
    reason: 'lost',
    text: `Your ${NOUN[kind]} was disconnected. Plug it in again or choose another.`,
  };
}
