import { describe, expect, it, vi } from 'vitest';
import { PageOutlet } from './page-outlet';
import { PagePictures } from './page-pictures';

const newFrame = () => ({ close: vi.fn() }) as unknown as VideoFrame;

describe('pictures from the page', () => {
  it('are asked for once, and again only after the answer', () => {
    const ask = vi.fn();
    const pictures = new PagePictures(ask);
    pictures.askIfDue();
    expect(ask).not.toHaveBeenCalled();
    pictures.open('a');
    pictures.askIfDue();
    pictures.askIfDue();
    expect(ask).toHaveBeenCalledTimes(1);
    pictures.take([]);
    pictures.askIfDue();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('reach their reader; of those that nobody read yet only the newest is kept', async () => {
    const pictures = new PagePictures(() => undefined);
    const reader = pictures.open('a').getReader();
    const [first, second, third] = [newFrame(), newFrame(), newFrame()];
    const read = reader.read();
    pictures.take([{ feedId: 'a', frame: first }]);
    expect((await read).value).toBe(first);
    pictures.take([{ feedId: 'a', frame: second }]);
    pictures.take([{ feedId: 'a', frame: third }]);
    expect(second.close).toHaveBeenCalledOnce();
    expect((await reader.read()).value).toBe(third);
    expect(third.close).not.toHaveBeenCalled();
  });

  it('of a feed that is gone are closed', async () => {
    const pictures = new PagePictures(() => undefined);
    const reader = pictures.open('a').getReader();
    const [waiting, late] = [newFrame(), newFrame()];
    pictures.take([{ feedId: 'a', frame: waiting }]);
    await reader.cancel();
    expect(waiting.close).toHaveBeenCalledOnce();
    pictures.take([{ feedId: 'a', frame: late }]);
    expect(late.close).toHaveBeenCalledOnce();
  });

  it('go to the newest stream of a feed; the one before it ends', async () => {
    const pictures = new PagePictures(() => undefined);
    const before = pictures.open('a').getReader();
    const after = pictures.open('a').getReader();
    expect((await before.read()).done).toBe(true);
    await before.cancel();
    const frame = newFrame();
    pictures.take([{ feedId: 'a', frame }]);
    expect((await after.read()).value).toBe(frame);
  });
});

describe('frames to the page', () => {
  it('are sent one at a time', async () => {
    const sent: VideoFrame[] = [];
    const outlet = new PageOutlet((frame) => sent.push(frame));
    const writer = outlet.writable.getWriter();
    const [first, second] = [newFrame(), newFrame()];
    const written = writer.write(first);
    void writer.write(second);
    await vi.waitFor(() => expect(sent).toEqual([first]));
    outlet.confirm();
    await written;
    await vi.waitFor(() => expect(sent).toEqual([first, second]));
  });
});
