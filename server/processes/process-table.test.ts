import { describe, expect, it } from 'vitest';
import { parseEnv } from '../env';
import { processTable } from './process-table';

const PASSWORD = 'password-of-the-api-0123456789';
const MEDIAMTX = {
  MEDIAMTX_URL: 'http://10.0.0.2:8879',
  MEDIAMTX_API_URL: 'http://10.0.0.2:9987',
  MEDIAMTX_API_USER: 'stream-buddy',
  MEDIAMTX_API_PASSWORD: PASSWORD,
};

function envOf(variables: Record<string, string>): Record<string, Record<string, string | undefined>> {
  const parsed = parseEnv(variables);
  if (!parsed.ok) throw new Error(parsed.mistakes.join());
  const secret = 'x'.repeat(43);
  const table = processTable({
    env: parsed.env,
    secrets: {
      authSecret: secret,
      masterKey: secret,
      livekitApiKey: 'key',
      livekitApiSecret: secret,
      whipTokenSecret: secret,
      gatewayControlToken: secret,
      postgresPassword: secret,
    },
    databaseUrl: 'postgresql://localhost/x',
    isDev: false,
    root: '/srv',
    inherited: { ...variables },
  });
  return Object.fromEntries(table.map(({ name, env }) => [name, env ?? {}]));
}

describe('what each program is told of MediaMTX', () => {
  it('gateway and web process: all of it', () => {
    const told = envOf(MEDIAMTX);
    expect(told.gateway).toMatchObject(MEDIAMTX);
    expect(told.web).toMatchObject(MEDIAMTX);
  });

  it('the SFU: not its password', () => {
    expect(Object.values(envOf(MEDIAMTX).sfu ?? {})).not.toContain(PASSWORD);
  });

  it('nothing, when there is none', () => {
    for (const variables of Object.values(envOf({})))
      for (const name of Object.keys(MEDIAMTX)) expect([name, variables[name]]).toEqual([name, undefined]);
  });
});
