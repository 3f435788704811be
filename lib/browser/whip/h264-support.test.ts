import { expect, it } from 'vitest';
import { canPlayH264, canSendH264 } from './h264-support';

const withCodecs = (...mimeTypes: string[]) => ({
  getCapabilities: () => ({
    codecs: mimeTypes.map((mimeType) => ({ mimeType, clockRate: 90_000 })),
    headerExtensions: [],
  }),
});

it.each([
  ['Chromium', withCodecs('video/VP8', 'video/H264'), true],
  ['Firefox without OpenH264', withCodecs('video/VP8', 'video/VP9', 'video/AV1'), false],
  ['a browser that does not say', undefined, true],
  ['a browser that says nothing of video', { getCapabilities: () => null }, true],
])('knows whether %s has H.264', (_name, side, has) => {
  expect([canSendH264(side), canPlayH264(side)]).toEqual([has, has]);
});
