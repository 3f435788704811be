import { describe, expect, it } from 'vitest';
import type { AmfValue } from '@/gateway/core/amf0/amf0';
import type { RtmpCommand } from './messages';
import { parseCommand } from './messages';
import type { PublishFlow } from './publish-flow';
import { beginPublish, continuePublish, endPublish } from './publish-flow';
import { parseRedirect, parseRtmpUrl } from './rtmp-url';

const parsed = parseRtmpUrl('rtmp://example.com/live', 'key');
if (!parsed.ok) throw new Error('the test target must parse');
const { target } = parsed;
const result = (transactionId: number, ...args: AmfValue[]): RtmpCommand => ({
  name: '_result',
  transactionId,
  args,
});
const status = (level: string, code: string, description = ''): RtmpCommand => ({
  name: 'onStatus',
  transactionId: 0,
  args: [null, { level, code, description }],
});

describe('publishing', () => {
  it('[RT1] goes connect, createStream, publish, started', () => {
    let { flow, send } = beginPublish(target);
    expect(send.map((message) => parseCommand(message)?.name ?? message.typeId)).toEqual([1, 5, 'connect']);
    ({ flow, send } = continuePublish(flow, result(1, {}, {}), target));
    expect(send.map((message) => parseCommand(message)?.name)).toEqual([
      'releaseStream',
      'FCPublish',
      'createStream',
    ]);
    ({ flow, send } = continuePublish(flow, result(4, null, 7), target));
    expect(send.map((message) => [parseCommand(message)?.args, message.streamId])).toEqual([
      [[null, 'key', 'live'], 7],
    ]);
    ({ flow } = continuePublish(flow, status('status', 'NetStream.Publish.Start'), target));
    expect(flow).toEqual({ status: 'started', streamId: 7 });
    expect(endPublish(flow, target).map((message) => parseCommand(message)?.name)).toEqual([
      'FCUnpublish',
      'deleteStream',
    ]);
  });

  it('ends with FCUnpublish and deleteStream, byte for byte as encoders do', () => {
    const [unpublish, deletion] = endPublish({ status: 'started', streamId: 7 }, target);
    const bytes = [unpublish, deletion].map((message) => Buffer.from(message!.payload).toString('hex'));
    expect(bytes).toEqual([
      // string 'FCUnpublish', number 6, null, string 'key'
      '02000b' + Buffer.from('FCUnpublish').toString('hex') + '004018000000000000' + '05' + '0200036b6579',
      // string 'deleteStream', number 7, null, number 7
      '02000c' +
        Buffer.from('deleteStream').toString('hex') +
        '00401c000000000000' +
        '05' +
        '00401c000000000000',
    ]);
    expect(endPublish({ status: 'connecting' }, target)).toEqual([]);
  });

  const publishing: PublishFlow = { status: 'publishing', streamId: 1 };
  it.each<[string, PublishFlow, RtmpCommand, object]>([
    [
      'a taken name',
      publishing,
      status('error', 'NetStream.Publish.BadName', 'Already publishing'),
      { reason: 'busy' },
    ],
    ['a bad name', publishing, status('error', 'NetStream.Publish.BadName'), { reason: 'bad-key' }],
    ['no right', publishing, status('error', 'NetStream.Publish.Unauthorized'), { reason: 'bad-key' }],
    ['a full server', publishing, status('error', 'NetStream.Failed', 'limit'), { reason: 'rejected' }],
    [
      'a refused connect',
      { status: 'connecting' },
      {
        name: '_error',
        transactionId: 1,
        args: [null, { code: 'NetConnection.Connect.Rejected', description: 'authmod=adobe : need auth' }],
      },
      { reason: 'bad-key' },
    ],
    [
      'being sent on',
      { status: 'connecting' },
      {
        name: '_error',
        transactionId: 1,
        args: [
          null,
          {
            level: 'error',
            code: 'NetConnection.Connect.Rejected',
            ex: { code: 302, redirect: 'rtmp://other.example.com/live' },
          },
        ],
      },
      { status: 'redirected', url: 'rtmp://other.example.com/live' },
    ],
    [
      'being sent on after the fact',
      publishing,
      {
        name: 'onStatus',
        transactionId: 0,
        args: [null, { level: 'error', code: 'NetStream.Failed', ex: { redirect: 'rtmp://other/live' } }],
      },
      { reason: 'rejected' },
    ],
    [
      'a codec it does not take',
      publishing,
      status('error', 'NetStream.Publish.Rejected', 'Video codec not supported'),
      { reason: 'bad-codec' },
    ],
    [
      'a stream id that is none',
      { status: 'creating' },
      result(4, null, 'seven'),
      { reason: 'protocol-error' },
    ],
    ['half a stream id', { status: 'creating' }, result(4, null, 1.5), { reason: 'protocol-error' }],
    [
      'a status without an object',
      publishing,
      { name: 'onStatus', transactionId: 0, args: [] },
      { status: 'publishing' },
    ],
    [
      'an error about releaseStream',
      { status: 'creating' },
      { name: '_error', transactionId: 2, args: [] },
      { status: 'creating' },
    ],
    ['a result nobody asked for', publishing, result(99, null, 1), { status: 'publishing' }],
    [
      'being told to go',
      { status: 'started', streamId: 1 },
      { name: 'close', transactionId: 0, args: [] },
      { status: 'refused' },
    ],
  ])('[RT8] understands %s', (_name, flow, command, expected) => {
    expect(continuePublish(flow, command, target).flow).toMatchObject(expected);
  });
});

describe('[RT9] an address we are sent on to', () => {
  const from = (url: string) => {
    const result = parseRtmpUrl(url, 'k');
    if (!result.ok) throw new Error(result.detail);
    return result.target;
  };
  it.each([
    ['rtmp://a/live', 'rtmp://b/live', true],
    ['rtmp://a/live', 'rtmps://b/live', true],
    ['rtmps://a/live', 'rtmps://b/live', true],
    ['rtmps://a/live', 'rtmp://b/live', false],
    ['rtmp://a/live', 'http://b/live', false],
    ['rtmp://a/live', '', false],
  ])('by %s to %s is taken: %s', (server, to, isTaken) => {
    expect(parseRedirect(to, 'k', from(server)).ok).toBe(isTaken);
  });
});

describe('RTMP addresses', () => {
  it.each([
    [
      'rtmp://live.twitch.tv/app',
      'k',
      {
        host: 'live.twitch.tv',
        port: 1935,
        app: 'app',
        streamName: 'k',
        tcUrl: 'rtmp://live.twitch.tv/app',
        isTls: false,
      },
    ],
    [
      'rtmps://a.rtmps.youtube.com:443/live2?backup=1',
      'k',
      {
        port: 443,
        app: 'live2?backup=1',
        tcUrl: 'rtmps://a.rtmps.youtube.com:443/live2?backup=1',
        isTls: true,
      },
    ],
    [
      'rtmps://live-api-s.facebook.com/rtmp/',
      'FB-1?s_bl=1',
      { port: 443, app: 'rtmp', streamName: 'FB-1?s_bl=1' },
    ],
    ['rtmp://host/a/b', '', { app: 'a', streamName: 'b' }],
    ['rtmp://[::1]:1936/live', 'k', { host: '::1', port: 1936, tcUrl: 'rtmp://[::1]:1936/live' }],
  ])('splits %s', (url, key, expected) => {
    expect(parseRtmpUrl(url, key)).toMatchObject({ ok: true, target: expected });
  });

  it.each([
    'http://host/app',
    'rtmp://',
    'rtmp://host',
    'rtmp://host/',
    'rtmp://user:pass@host/app',
    'rtmp://host:99999/app',
    'rtmp://ho st/app',
    'rtmp://[/app',
    'rtmp://a]/app',
    'rtmp://ho\0st/app',
    'rtmp://host/a\0b',
  ])('refuses %s', (url) => {
    expect(parseRtmpUrl(url, 'k')).toMatchObject({ ok: false });
  });
});
