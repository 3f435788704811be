import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';

/** Counters of this process; prom-client's registry is the one thing here that lives in module scope. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry });

export const metrics = {
  rooms: new Gauge({ name: 'sfu_rooms', help: 'Rooms that exist', registers: [registry] }),
  participants: new Gauge({
    name: 'sfu_participants',
    help: 'Participants connected',
    registers: [registry],
  }),
  joins: new Counter({
    name: 'sfu_joins_total',
    help: 'Joins by result',
    labelNames: ['result'] as const,
    registers: [registry],
  }),
  packetsIn: new Counter({
    name: 'sfu_rtp_packets_in_total',
    help: 'RTP packets received',
    registers: [registry],
  }),
  packetsOut: new Counter({
    name: 'sfu_rtp_packets_out_total',
    help: 'RTP packets forwarded',
    registers: [registry],
  }),
  packetsResent: new Counter({
    name: 'sfu_rtx_packets_out_total',
    help: 'RTP packets sent again',
    registers: [registry],
  }),
  nacksOut: new Counter({
    name: 'sfu_nacks_out_total',
    help: 'NACK messages to publishers',
    registers: [registry],
  }),
  keyFrameRequests: new Counter({
    name: 'sfu_key_frame_requests_total',
    help: 'PLI to publishers',
    registers: [registry],
  }),
  layerSwitches: new Counter({
    name: 'sfu_layer_switches_total',
    help: 'Layer targets changed',
    registers: [registry],
  }),
  rejected: new Counter({
    name: 'sfu_rejected_total',
    help: 'Input refused, by what it was and why',
    labelNames: ['kind', 'reason'] as const,
    registers: [registry],
  }),
  webhooks: new Counter({
    name: 'sfu_webhooks_total',
    help: 'Webhook deliveries by result',
    labelNames: ['result'] as const,
    registers: [registry],
  }),
};

/** Counts refused input; `reason` is one of our own codes, never text from the network. */
export function countRejected(
  kind: 'rtp' | 'rtcp' | 'sdp' | 'signal' | 'token' | 'data' | 'twirp' | 'join-request' | 'http',
  reason: string,
): void {
  metrics.rejected.inc({ kind, reason });
}
