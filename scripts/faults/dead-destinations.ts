import type { DesiredRelay } from '@/lib/core/contract/gateway-control';
import { startGarbageServer, startProxy, startTarpit } from '@/gateway/testing/bad-servers';

/** One destination that fails in one way, as real ones do. */
export interface DeadDestination {
  way: string;
  relay: DesiredRelay;
  /** Called while the program runs. */
  strike(): void;
  close(): void;
}

/** @param realPort - of an RTMP server that works, for those that die only later. All of it stays on this machine. */
export async function startDeadDestinations(realPort: number): Promise<DeadDestination[]> {
  const [refused, tarpit, garbage, html, reset, stalled] = await Promise.all([
    startProxy(realPort),
    startTarpit(),
    startGarbageServer(Buffer.alloc(4_000, 0x55)),
    startGarbageServer(Buffer.from('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n')),
    startProxy(realPort),
    startProxy(realPort),
  ]);
  refused.close();
  const none = (): void => undefined;
  const relay = (way: string, url: string): DesiredRelay => ({
    relayId: way.replaceAll(' ', '-'),
    name: way,
    url,
    backupUrl: null,
    key: `${way}-key`,
  });
  const local = (port: number): string => `rtmp://127.0.0.1:${port}/live`;
  const make = (
    way: string,
    url: string,
    parts: { strike?: () => void; close?: () => void },
  ): DeadDestination => ({
    way,
    relay: relay(way, url),
    strike: parts.strike ?? none,
    close: parts.close ?? none,
  });
  return [
    make('refused', local(refused.port), {}),
    make('says nothing', local(tarpit.port), { close: () => tarpit.close() }),
    make('garbage', local(garbage.port), { close: () => garbage.close() }),
    make('HTTP', local(html.port), { close: () => html.close() }),
    make('reset', local(reset.port), { strike: () => reset.reset(), close: () => reset.close() }),
    make('stalled', local(stalled.port), { strike: () => stalled.stall(), close: () => stalled.close() }),
    make('no TLS', `rtmps://127.0.0.1:${realPort}/live`, {}),
    make('no such host', 'rtmp://destination.invalid/live', {}),
  ];
}
