import { Writable } from 'node:stream';
import pino from 'pino';
import type { Env } from './env';
import { SecretRedactor } from './redact';

export type Logger = pino.Logger;

/** Names under which secrets travel in our own records. */
const SECRET_FIELDS = [
  'password',
  'passwordHash',
  'key',
  'streamKey',
  'token',
  'seatToken',
  'secret',
  'authorization',
  'cookie',
];

export interface Log {
  logger: Logger;
  redactor: SecretRedactor;
}

interface LogOptions {
  level: Env['logLevel'];
  /** Who writes: `web`, `supervisor`. */
  name: string;
  output?: NodeJS.WritableStream;
}

/** JSON lines to standard output; every line passes the redactor. */
export function createLog({ level, name, output = process.stdout }: LogOptions): Log {
  const redactor = new SecretRedactor();
  const stream = new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      output.write(redactor.redact(line));
      done();
    },
  });
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  const logger = pino(
    { level, name, redact: { paths, censor: '[redacted]' }, timestamp: pino.stdTimeFunctions.isoTime },
    stream,
  );
  return { logger, redactor };
}
