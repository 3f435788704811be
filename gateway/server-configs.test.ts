import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const mediamtx = parse(readFileSync('gateway/mediamtx/mediamtx.yml', 'utf8')) as Record<string, unknown>;
const livekit = parse(readFileSync('gateway/livekit/livekit.yaml', 'utf8')) as Record<string, unknown>;
const at = (config: Record<string, unknown>, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], config);

describe('the configuration for MediaMTX', () => {
  it('lets nobody in unasked, and asks the web process', () => {
    expect(mediamtx.authMethod).toBe('http');
    expect(mediamtx.authHTTPAddress).toMatch(/\/api\/mediamtx\/auth$/);
    expect(mediamtx.authHTTPExclude).toEqual([]);
  });

  it('opens nothing but media to the network', () => {
    for (const [name, value] of Object.entries(mediamtx))
      if (
        /Address$/.test(name) &&
        name !== 'authHTTPAddress' &&
        value !== '' &&
        name !== 'webrtcLocalUDPAddress'
      )
        expect([name, value]).toEqual([name, expect.stringMatching(/^127\.0\.0\.1:\d+$/)]);
    for (const protocol of ['rtsp', 'rtmp', 'hls', 'srt', 'moq', 'playback', 'pprof'])
      expect([protocol, mediamtx[protocol]]).toEqual([protocol, false]);
  });

  it('allows no origin by a wildcard', () => {
    const origins = Object.entries(mediamtx).filter(([name]) => name.endsWith('AllowOrigins'));
    expect(origins.length).toBeGreaterThan(0);
    expect(origins.filter(([, list]) => (list as string[]).includes('*'))).toEqual([]);
  });

  it('takes a newer publisher, bounds readers, and says how long recordings are kept', () => {
    expect(at(mediamtx, 'pathDefaults.overridePublisher')).toBe(true);
    expect(at(mediamtx, 'pathDefaults.maxReaders')).toBeGreaterThan(0);
    expect(at(mediamtx, 'pathDefaults.recordDeleteAfter')).toBe('7d');
  });

  it('has paths for ids of shows, and for nothing else', () => {
    const names = Object.keys(mediamtx.paths as object);
    expect(names).toEqual(['~^[A-Za-z0-9_.~-]{1,64}$']);
  });
});

describe('the configuration for LiveKit', () => {
  it('makes no room by itself, and unmutes nobody', () => {
    expect(at(livekit, 'room.auto_create')).toBe(false);
    expect(at(livekit, 'room.enable_remote_unmute')).toBe(false);
  });

  it('holds no secret: keys come by environment', () => {
    expect(livekit).not.toHaveProperty('keys');
    expect(readFileSync('gateway/livekit/livekit.yaml', 'utf8')).toMatch(/LIVEKIT_KEYS/);
  });

  it('tells the web process what happens, signed', () => {
    expect(at(livekit, 'webhook.urls')).toEqual([expect.stringMatching(/\/api\/livekit\/webhook$/)]);
    expect(at(livekit, 'webhook.api_key')).toBeTypeOf('string');
  });

  it('asks no server of another company for its address', () => {
    expect(at(livekit, 'rtc.use_external_ip')).toBe(false);
  });
});
