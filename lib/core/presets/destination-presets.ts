/** Rises with every change of the table, so that a stored destination can be compared with the rules of its day. */
export const DESTINATION_PRESETS_VERSION = 1;

export const PLATFORMS = [
  'twitch',
  'youtube',
  'facebook',
  'kick',
  'linkedin',
  'x',
  'custom',
  'test',
] as const;
export type Platform = (typeof PLATFORMS)[number];

/** What a platform accepts. Numbers are upper bounds of the platform, not what we send. */
export interface IngestRules {
  videoKbpsMax: number;
  audioKbpsMax: number;
  /** The platform wants a keyframe at least this often. */
  keyframeSecondsMax: number;
  /** null: no known bound. */
  hoursMax: number | null;
}

export interface IngestServer {
  name: string;
  url: string;
  backupUrl: string | null;
}

export interface DestinationPreset {
  platform: Platform;
  label: string;
  /** Known addresses, best first; empty when the platform gives each event its own. */
  servers: IngestServer[];
  /** The person may give another address than those of `servers`. */
  isUrlEditable: boolean;
  /** An edited address must be one of these hosts or below them; empty allows any. */
  hosts: string[];
  needsKey: boolean;
  /** Where the key is found, in the platform's words. */
  keyHelp: string;
  rules: IngestRules;
}

/** Replaced by `resolvePresets`, since the port of the built-in sink is a setting. */
const SINK_PORT_MARK = '{rtmpSinkPort}';

/** Ingest rules as the platforms publish them, November 2026 (Kick, LinkedIn: third-party pages). */
const PRESETS: readonly DestinationPreset[] = [
  {
    platform: 'twitch',
    label: 'Twitch',
    servers: [{ name: 'Nearest', url: 'rtmp://live.twitch.tv/app', backupUrl: null }],
    isUrlEditable: true,
    hosts: ['twitch.tv', 'live-video.net'],
    needsKey: true,
    keyHelp: 'Creator Dashboard → Settings → Stream → Primary stream key.',
    rules: { videoKbpsMax: 6_000, audioKbpsMax: 320, keyframeSecondsMax: 2, hoursMax: 48 },
  },
  {
    platform: 'youtube',
    label: 'YouTube',
    servers: [
      {
        name: 'Primary and backup',
        url: 'rtmps://a.rtmps.youtube.com:443/live2',
        backupUrl: 'rtmps://b.rtmps.youtube.com:443/live2?backup=1',
      },
      {
        name: 'Without encryption',
        url: 'rtmp://a.rtmp.youtube.com/live2',
        backupUrl: 'rtmp://b.rtmp.youtube.com/live2?backup=1',
      },
    ],
    isUrlEditable: false,
    hosts: ['youtube.com'],
    needsKey: true,
    keyHelp: 'YouTube Studio → Go live → Stream → Stream key.',
    rules: { videoKbpsMax: 10_000, audioKbpsMax: 160, keyframeSecondsMax: 4, hoursMax: null },
  },
  {
    platform: 'facebook',
    label: 'Facebook',
    servers: [
      { name: 'Standard', url: 'rtmps://live-api-s.facebook.com:443/rtmp/', backupUrl: null },
      { name: 'Newer', url: 'rtmps://rtmp-api.facebook.com:443/rtmp/', backupUrl: null },
    ],
    isUrlEditable: false,
    hosts: ['facebook.com'],
    needsKey: true,
    keyHelp: 'Live Producer → Streaming software → Stream key. Choose a persistent key to use it again.',
    rules: { videoKbpsMax: 6_000, audioKbpsMax: 256, keyframeSecondsMax: 4, hoursMax: 8 },
  },
  {
    platform: 'kick',
    label: 'Kick',
    servers: [
      { name: 'Standard', url: 'rtmps://fa723fc1b171.global-contribute.live-video.net/app', backupUrl: null },
    ],
    isUrlEditable: true,
    hosts: ['live-video.net', 'kick.com'],
    needsKey: true,
    keyHelp: 'Creator dashboard → Settings → Stream URL and key.',
    rules: { videoKbpsMax: 8_000, audioKbpsMax: 320, keyframeSecondsMax: 2, hoursMax: null },
  },
  {
    platform: 'linkedin',
    label: 'LinkedIn',
    servers: [],
    isUrlEditable: true,
    hosts: [],
    needsKey: true,
    keyHelp: 'Every event has its own address and key: copy both from the event page.',
    rules: { videoKbpsMax: 6_000, audioKbpsMax: 128, keyframeSecondsMax: 2, hoursMax: 4 },
  },
  {
    platform: 'x',
    label: 'X',
    servers: [
      { name: 'Europe (Frankfurt)', url: 'rtmp://de.pscp.tv:80/x', backupUrl: null },
      { name: 'US East', url: 'rtmp://va.pscp.tv:80/x', backupUrl: null },
      { name: 'US West', url: 'rtmp://ca.pscp.tv:80/x', backupUrl: null },
    ],
    isUrlEditable: true,
    hosts: ['pscp.tv'],
    needsKey: true,
    keyHelp: 'Media Studio → Producer → Sources → RTMP.',
    rules: { videoKbpsMax: 12_000, audioKbpsMax: 128, keyframeSecondsMax: 3, hoursMax: null },
  },
  {
    platform: 'custom',
    label: 'Custom RTMP',
    servers: [],
    isUrlEditable: true,
    hosts: [],
    needsKey: false,
    keyHelp: 'The last part of the publishing address. Leave it empty when the server needs none.',
    rules: { videoKbpsMax: 50_000, audioKbpsMax: 320, keyframeSecondsMax: 10, hoursMax: null },
  },
  {
    platform: 'test',
    label: 'Test destination',
    servers: [{ name: 'This machine', url: `rtmp://127.0.0.1:${SINK_PORT_MARK}/test`, backupUrl: null }],
    isUrlEditable: false,
    hosts: ['127.0.0.1'],
    needsKey: false,
    keyHelp: 'Built in: takes the program and shows it to nobody.',
    rules: { videoKbpsMax: 50_000, audioKbpsMax: 320, keyframeSecondsMax: 10, hoursMax: null },
  },
];

/** The table with this installation's own addresses filled in. */
export function resolvePresets(settings: { rtmpSinkPort: number }): DestinationPreset[] {
  return PRESETS.map((preset) => ({
    ...preset,
    servers: preset.servers.map((server) => ({
      ...server,
      url: server.url.replace(SINK_PORT_MARK, String(settings.rtmpSinkPort)),
    })),
  }));
}

/** What a platform accepts; a destination of a platform that is not in the table (any more) is held to nothing. */
export function rulesOf(platform: string): IngestRules {
  return PRESETS.find((preset) => preset.platform === platform)?.rules ?? NO_RULES;
}

const NO_RULES: IngestRules = {
  videoKbpsMax: Infinity,
  audioKbpsMax: Infinity,
  keyframeSecondsMax: Infinity,
  hoursMax: null,
};
