import { describe, expect, it } from 'vitest';
import { checkDestinationUrl, type UrlProblem } from './check-destination-url';
import { PLATFORMS, resolvePresets, type DestinationPreset, type Platform } from './destination-presets';

const presets = resolvePresets({ rtmpSinkPort: 1936 });
const presetOf = (platform: Platform): DestinationPreset => {
  const preset = presets.find((candidate) => candidate.platform === platform);
  if (preset === undefined) throw new Error(`no preset for ${platform}`);
  return preset;
};

describe('resolvePresets', () => {
  it('has every platform exactly once', () => {
    expect(presets.map((preset) => preset.platform)).toEqual([...PLATFORMS]);
  });

  it('puts the port of the built-in sink into the test destination', () => {
    expect(presetOf('test').servers[0]?.url).toBe('rtmp://127.0.0.1:1936/test');
  });

  it('accepts every address of its own table, main and backup', () => {
    for (const preset of presets)
      for (const { url, backupUrl } of preset.servers)
        for (const address of backupUrl === null ? [url] : [url, backupUrl])
          expect(checkDestinationUrl(preset, address), address).toBeNull();
  });

  it('asks for an address wherever it knows none', () => {
    for (const preset of presets)
      expect(preset.servers.length > 0 || preset.isUrlEditable, preset.platform).toBe(true);
  });

  it('lets every platform accept what we send: keyframes of 2 s and 128 kbps of audio', () => {
    for (const { rules, platform } of presets) {
      expect(rules.keyframeSecondsMax, platform).toBeGreaterThanOrEqual(2);
      expect(rules.audioKbpsMax, platform).toBeGreaterThanOrEqual(128);
      expect(rules.videoKbpsMax, platform).toBeGreaterThanOrEqual(4_000);
    }
  });
});

describe('checkDestinationUrl', () => {
  const cases: [name: string, platform: Platform, url: string, problem: UrlProblem | null][] = [
    ['a server in the local network', 'custom', 'rtmp://192.168.1.20:1935/live', null],
    ['encryption and a deep application', 'custom', 'rtmps://ingest.example.org:443/a/b', null],
    ['IPv6', 'custom', 'rtmp://[::1]:1935/live', null],
    ['harmless parameters', 'custom', 'rtmp://example.org/live?backup=1', null],
    ['a regional Twitch server', 'twitch', 'rtmp://fra05.contribute.live-video.net/app', null],
    ['a web page', 'custom', 'https://example.org/live', 'not-rtmp'],
    ['nothing', 'custom', '', 'not-rtmp'],
    ['a script', 'custom', 'javascript:alert(1)', 'not-rtmp'],
    ['a line break', 'custom', 'rtmp://example.org/live\nrtmp://other.example', 'not-rtmp'],
    ['a backslash', 'custom', 'rtmp://example.org\\@evil.example/live', 'not-rtmp'],
    ['a NUL', 'custom', 'rtmp://example.org/li\0ve', 'not-rtmp'],
    ['a scheme alone', 'custom', 'rtmp://', 'not-rtmp'],
    ['a port alone', 'custom', 'rtmp://:1935/live', 'no-host'],
    ['an impossible port', 'custom', 'rtmp://example.org:99999/live', 'no-host'],
    ['no application', 'custom', 'rtmp://example.org', 'no-application'],
    ['only slashes', 'custom', 'rtmp://example.org//', 'no-application'],
    ['user and password', 'custom', 'rtmp://me:secret@example.org/live', 'has-credentials'],
    ['a key in a parameter', 'custom', 'rtmp://example.org/live?streamKey=abc', 'has-secret'],
    ['a token in a parameter', 'custom', 'rtmp://example.org/live?x=1&token=abc', 'has-secret'],
    ['a fragment', 'custom', 'rtmp://example.org/live#key', 'has-fragment'],
    ['another host for Twitch', 'twitch', 'rtmp://evil.example/app', 'foreign-host'],
    ['a look-alike host', 'twitch', 'rtmp://eviltwitch.tv/app', 'foreign-host'],
    ['another path of YouTube', 'youtube', 'rtmps://a.rtmps.youtube.com:443/live2/my-key', 'foreign-host'],
    ['another machine for the test destination', 'test', 'rtmp://10.0.0.1:1936/test', 'foreign-host'],
    ['600 characters', 'custom', `rtmp://example.org/${'a'.repeat(600)}`, 'too-long'],
  ];

  it.each(cases)('judges %s (%s)', (_name, platform, url, problem) => {
    expect(checkDestinationUrl(presetOf(platform), url)).toBe(problem);
  });
});
