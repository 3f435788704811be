import type { ProgramStatus } from '@/lib/core/contract/gateway-control';

/** Program status in the JSON shapes of MediaMTX 1.20's API, which operators' tools read. Old field names included. */
export interface PathItem {
  name: string;
  confName: string;
  source: { type: string; id: string } | null;
  ready: boolean;
  readyTime: string | null;
  available: boolean;
  availableTime: string | null;
  online: boolean;
  onlineTime: string | null;
  tracks: string[];
  bytesReceived: number;
  bytesSent: number;
  inboundBytes: number;
  outboundBytes: number;
  readers: { type: string; id: string }[];
}

export interface PathFacts {
  status: ProgramStatus;
  inboundBytes: number;
}

export function pathItem({ status, inboundBytes }: PathFacts): PathItem {
  const { source } = status;
  const isOnline = source.status === 'connected';
  const since = isOnline ? new Date(source.sinceMs).toISOString() : null;
  const outboundBytes = status.relays.reduce((sum, relay) => sum + relay.bytesSent, 0);
  return {
    name: status.programId,
    confName: 'all_others',
    source: isOnline ? { type: 'webRTCSession', id: source.sessionId } : null,
    ready: isOnline,
    readyTime: since,
    available: isOnline,
    availableTime: since,
    online: isOnline,
    onlineTime: since,
    tracks: isOnline ? ['H264', 'Opus'] : [],
    bytesReceived: inboundBytes,
    bytesSent: outboundBytes,
    inboundBytes,
    outboundBytes,
    readers: status.relays
      .filter((relay) => relay.state.status === 'live' || relay.state.status === 'sending-not-confirmed')
      .map((relay) => ({ type: 'forward', id: relay.relayId })),
  };
}

/** @param page - from 0. @param itemsPerPage - 1..1000, MediaMTX's default is 100. */
export function pathList(programs: readonly PathFacts[], page: number, itemsPerPage: number): { itemCount: number; pageCount: number; items: PathItem[] } {
  const items = programs.map(pathItem).sort((a, b) => a.name.localeCompare(b.name));
  return {
    itemCount: items.length,
    pageCount: Math.ceil(items.length / itemsPerPage),
    items: items.slice(page * itemsPerPage, (page + 1) * itemsPerPage),
  };
}

export interface GlobalConfigFacts {
  logLevel: string;
  mediaPort: number;
  controlPort: number;
  udpPort: number;
  announcedIps: readonly string[];
}

/** Only the fields that are true of this gateway; the protocols it does not serve are off. */
export function globalConfig(facts: GlobalConfigFacts): Record<string, unknown> {
  return {
    logLevel: facts.logLevel,
    api: true,
    apiAddress: `127.0.0.1:${facts.controlPort}`,
    metrics: true,
    metricsAddress: `127.0.0.1:${facts.controlPort}`,
    pprof: false,
    playback: false,
    rtsp: false,
    rtmp: false,
    hls: false,
    srt: false,
    webrtc: true,
    webrtcAddress: `:${facts.mediaPort}`,
    webrtcLocalUDPAddress: `:${facts.udpPort}`,
    webrtcAdditionalHosts: facts.announcedIps,
    webrtcICEServers2: [],
    authMethod: 'jwt',
  };
}
