import { expect, it } from 'vitest';
import { pipeRecording } from './pipe-recording';

const recording = {
  recordingId: 'r1',
  showTitle: 'Über "news"\r\nX: y',
  createdAt: new Date('2026-11-23T20:15:00Z'),
};
const ask = (answer: Response, range: string | null = null) => {
  const asked: (string | null)[] = [];
  const source = {
    openRecording: (_id: string, wanted: string | null) => {
      asked.push(wanted);
      return Promise.resolve(answer);
    },
  };
  const request = {
    headers: new Headers(range === null ? {} : { range }),
    signal: new AbortController().signal,
  };
  return pipeRecording(source, recording, request).then((response) => ({ response, asked }));
};

it('passes a range through both ways and gives the file a name that no title can break', async () => {
  const part = new Response('bytes', {
    status: 206,
    headers: { 'content-range': 'bytes 0-4/10', 'x-internal': 'no' },
  });
  const { response, asked } = await ask(part, 'bytes=0-4');
  expect(asked).toEqual(['bytes=0-4']);
  expect(response.status).toBe(206);
  expect(Object.fromEntries(response.headers)).toEqual({
    'cache-control': 'private, no-store',
    'content-disposition': 'attachment; filename="ber-news-X-y-2026-11-23T2015.mp4"',
    'content-range': 'bytes 0-4/10',
    'content-type': 'video/mp4',
  });
  expect(await response.text()).toBe('bytes');
});

it('says that a file is gone, that a range is wrong, and that the gateway is unwell', async () => {
  await expect(ask(new Response(null, { status: 404 }))).rejects.toMatchObject({ code: 'not-found' });
  await expect(ask(new Response(null, { status: 500 }))).rejects.toMatchObject({ code: 'unavailable' });
  expect((await ask(new Response(null, { status: 416 }), 'bytes=99-')).response.status).toBe(416);
});
