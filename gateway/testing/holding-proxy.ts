import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';

/** Between one browser and the gateway: holds what the browser sends, all of it and in its order, when told to. */
export interface HoldingProxy {
  port: number;
  hold(): void;
  release(): void;
  close(): void;
}

export async function startHoldingProxy(targetPort: number): Promise<HoldingProxy> {
  const front = createSocket('udp4').bind(0, '127.0.0.1');
  await once(front, 'listening');
  const backs = new Map<string, Socket>();
  let held: (() => void)[] | null = null;
  front.on('message', (message, from) => {
    const key = `${from.address}:${from.port}`;
    const back = backs.get(key) ?? createSocket('udp4');
    if (!backs.has(key)) {
      backs.set(key, back);
      back.on('message', (reply) => front.send(reply, from.port, from.address));
    }
    const send = (): void => back.send(message, targetPort, '127.0.0.1');
    if (held === null) send();
    else held.push(send);
  });
  return {
    port: front.address().port,
    hold: () => (held ??= []),
    release: () => {
      const late = held ?? [];
      held = null;
      for (const send of late) send();
    },
    close() {
      front.close();
      for (const back of backs.values()) back.close();
    },
  };
}
