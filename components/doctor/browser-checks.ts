import type { DoctorCheck } from '@/lib/core/doctor/doctor-check';

/** Chrome, Edge and Safari encode H.264; some Linux builds of Chromium and Firefox do not. */
const CLOCK_OFF_MS = 5_000;

/** What can only be seen from this browser: whether it may produce a show. */
export function checkBrowser(serverAtMs: number, browserAtMs: number): DoctorCheck[] {
  return [checkSecureContext(), checkH264(), checkClock(browserAtMs - serverAtMs)];
}

function checkSecureContext(): DoctorCheck {
  const check = { id: 'secure', title: 'Camera and microphone' };
  return window.isSecureContext
    ? { ...check, status: 'ok', detail: 'This address is secure, so the browser may use them.', fix: null }
    : {
        ...check,
        status: 'failed',
        detail: 'The browser refuses them here, because this address is not HTTPS.',
        fix: 'Open Stream Buddy through HTTPS, or on the machine itself through http://localhost.',
      };
}

function checkH264(): DoctorCheck {
  const check = { id: 'h264', title: 'H.264 encoder' };
  const codecs = globalThis.RTCRtpSender?.getCapabilities('video')?.codecs ?? [];
  return codecs.some((codec) => codec.mimeType.toLowerCase() === 'video/h264')
    ? { ...check, status: 'ok', detail: 'This browser can produce a show.', fix: null }
    : {
        ...check,
        status: 'failed',
        detail: 'This browser cannot encode what destinations expect. Guests may use it; producers may not.',
        fix: 'Produce from Chrome, Edge or Safari.',
      };
}

function checkClock(offMs: number): DoctorCheck {
  const check = { id: 'clock', title: 'Clock' };
  const seconds = Math.round(Math.abs(offMs) / 1_000);
  return Math.abs(offMs) <= CLOCK_OFF_MS
    ? { ...check, status: 'ok', detail: 'This computer and the server agree on the time.', fix: null }
    : {
        ...check,
        status: 'warning',
        detail: `This computer and the server are ${seconds} s apart.`,
        fix: 'Turn on automatic time on both; schedules and expiring links depend on it.',
      };
}
