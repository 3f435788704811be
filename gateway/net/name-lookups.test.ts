import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { NameLookups } from './name-lookups';

/** A name server that answers when it is told to. */
function slowNames() {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const lookup: LookupFunction = (hostname, _options, callback) => {
    asked.push(hostname);
    answers.push(() => callback(null, [{ address: '127.0.0.1', family: 4 }]));
  };
  return { asked, answer: () => answers.splice(0).forEach((give) => give()), names: new NameLookups(lookup) };
}

describe('[RT12] names of destinations', () => {
  it('are asked once for all who wait for them, and again once there was an answer', () => {
    const { asked, answer, names } = slowNames();
    const got: unknown[] = [];
    const ask = (name: string): void =>
      names.lookup(name, { all: true }, (_error, addresses) => got.push([name, addresses]));
    for (const name of ['a', 'b', 'a', 'a']) ask(name);
    expect(asked).toEqual(['a', 'b']);
    answer();
    const found = [{ address: '127.0.0.1', family: 4 }];
    expect(got).toEqual([
      ['a', found],
      ['a', found],
      ['a', found],
      ['b', found],
    ]);
    ask('a');
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  it('lead to the server: the real system knows localhost', async () => {
    const server = createServer((socket) => socket.end('here')).listen(0, 'localhost');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = connect({ host: 'localhost', port, lookup: new NameLookups().lookup });
    const [bytes] = (await once(socket, 'data')) as [Buffer];
    expect(bytes.toString()).toBe('here');
    socket.destroy();
    server.close();
  });
});
