import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Env } from '../env';

type HeaderEnv = Pick<Env, 'mode' | 'livekitUrl' | 'https'>;

/**
 * Sets the headers of every page. Next reads the nonce for its inline scripts from the policy on the *request*, so it is
 * put there too, in place of whatever a client sent.
 */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse, env: HeaderEnv): void {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const policy = contentSecurityPolicy(nonce, env);
  request.headers['content-security-policy'] = policy;
  request.headers['x-nonce'] = nonce;
  delete request.headers['content-security-policy-report-only'];
  response.setHeader('Content-Security-Policy', policy);
  for (const [name, value] of FIXED) response.setHeader(name, value);
  if (env.https !== null) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
}

export function contentSecurityPolicy(nonce: string, { mode, livekitUrl }: HeaderEnv): string {
  const isDev = mode === 'development';
  const livekit = livekitUrl === null ? [] : livekitOrigins(livekitUrl);
  return Object.entries({
    'default-src': ["'self'"],
    // Decoders and encoders are WebAssembly; React's development build evaluates strings.
    'script-src': ["'self'", `'nonce-${nonce}'`, "'wasm-unsafe-eval'", ...(isDev ? ["'unsafe-eval'"] : [])],
    'worker-src': ["'self'", 'blob:'],
    // Elements are placed by inline styles (the stage, meters); an attribute cannot carry a nonce.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:', 'data:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", 'blob:', 'data:', ...livekit],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  })
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

const NONCE_BYTES = 16;

const FIXED: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  // Join links carry their code in the path: it must not leave in a Referer.
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  [
    'Permissions-Policy',
    'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()',
  ],
];

function livekitOrigins(livekitUrl: string): string[] {
  const { host, protocol } = new URL(livekitUrl);
  const isSecure = protocol === 'wss:' || protocol === 'https:';
  return isSecure ? [`wss://${host}`, `https://${host}`] : [`ws://${host}`, `http://${host}`];
}
