import { describe, expect, it } from 'vitest';
import { parseEnv } from './env';

function parsed(source: Record<string, string>) {
  const result = parseEnv(source);
  if (!result.ok) throw new Error(result.mistakes.join('\n'));
  return result.env;
}

describe('parseEnv', () => {
  it('needs no setting at all, and listens on loopback only', () => {
    expect(parsed({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      databaseUrl: null,
      livekitUrl: null,
      google: null,
      https: null,
    });
  });

  it('lists every mistake at once, each with the name of its setting', () => {
    const result = parseEnv({
      PORT: 'http',
      PG_PORT: '70000',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://x/y',
      GATEWAY_STALLED_MS: '10',
      ANNOUNCED_IPS: '10.0.0.1, studio.example.org',
    });
    expect(result.ok).toBe(false);
    const names = result.ok ? [] : result.mistakes.map((line) => line.split(/[ :]/)[0]);
    expect(names).toEqual([
      ...['PORT', 'DATABASE_URL', 'PG_PORT', 'GATEWAY_STALLED_MS', 'ANNOUNCED_IPS', 'LOG_LEVEL'],
    ]);
  });

  it.each([
    ['DATABASE_URL', 'localhost'],
    ['LIVEKIT_URL', 'room.example.org'],
    ['PUBLIC_URL', 'studio'],
    ['PUBLIC_URL', 'https://example.org/studio'],
    ['PUBLIC_URL', 'https://ada:secret@example.org'],
  ])('answers %s=%s with a sentence, not with an exception', (name, value) => {
    const result = parseEnv({ [name]: value });
    expect(result.ok ? [] : result.mistakes.map((line) => line.split(/[ :]/)[0])).toContain(name);
  });

  it('never prints the value of a secret', () => {
    const result = parseEnv({ LIVEKIT_API_KEY: 'k', LIVEKIT_API_SECRET: 'hunter2' });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  it('names the missing half of a pair', () => {
    expect(parseEnv({ GOOGLE_CLIENT_ID: 'id' })).toEqual({
      ok: false,
      mistakes: ['GOOGLE_CLIENT_SECRET: must be set too, because GOOGLE_CLIENT_ID is set'],
    });
  });

  it('takes MediaMTX with its API or not at all, and keeps its password to itself', () => {
    const MEDIAMTX = {
      MEDIAMTX_URL: 'https://media.example.org/',
      MEDIAMTX_API_URL: 'http://10.0.0.2:9987',
      MEDIAMTX_API_USER: 'stream-buddy',
      MEDIAMTX_API_PASSWORD: 'hunter2-hunter2-hunter2',
    };
    expect(parsed(MEDIAMTX).mediamtx).toEqual({
      url: 'https://media.example.org',
      apiUrl: 'http://10.0.0.2:9987',
      user: 'stream-buddy',
      password: 'hunter2-hunter2-hunter2',
    });
    const { MEDIAMTX_URL } = MEDIAMTX;
    const alone = parseEnv({ MEDIAMTX_URL });
    expect(alone.ok ? [] : alone.mistakes.map((line) => line.split(':')[0])).toEqual([
      ...['MEDIAMTX_API_URL', 'MEDIAMTX_API_USER', 'MEDIAMTX_API_PASSWORD'],
    ]);
    const wrong = parseEnv({ ...MEDIAMTX, MEDIAMTX_URL: 'https://a/b', MEDIAMTX_API_PASSWORD: 'hunter2' });
    expect(wrong.ok ? [] : wrong.mistakes).toHaveLength(2);
    expect(JSON.stringify(wrong)).not.toContain('hunter2');
  });

  it('refuses two parts on one port', () => {
    expect(parseEnv({ PORT: '4000', SFU_PORT: '4000' })).toEqual({
      ok: false,
      mistakes: ['SFU_PORT (is "4000"): is the same port as PORT'],
    });
  });

  it('treats an empty setting as not set, as `.env` files leave them', () => {
    expect(parsed({ PORT: '', GOOGLE_CLIENT_ID: ' ' }).port).toBe(3000);
  });

  it('reads lists, and drops the slash at the end of PUBLIC_URL', () => {
    expect(
      parsed({ ANNOUNCED_IPS: '10.0.0.1, 10.0.0.2', PUBLIC_URL: 'https://live.example.org/' }),
    ).toMatchObject({
      announcedIps: ['10.0.0.1', '10.0.0.2'],
      publicUrl: 'https://live.example.org',
    });
  });
});
