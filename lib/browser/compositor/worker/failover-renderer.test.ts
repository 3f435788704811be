import { expect, it } from 'vitest';
import { FailoverRenderer } from './failover-renderer';
import type { RendererName } from './messages';
import type { Renderer } from './renderer';

const PLAN = { ops: [], mix: null };
const TIMING = { timestamp: 0, duration: 33_333 };

interface Seen {
  accepted: string[];
  forgotten: string[];
  disposed: boolean;
}

/** Frames carry the name of who drew them. */
function fake(name: RendererName): { renderer: Renderer; seen: Seen } {
  const seen: Seen = { accepted: [], forgotten: [], disposed: false };
  const renderer: Renderer = {
    name,
    accept: (feedId) => {
      seen.accepted.push(feedId);
      return Promise.resolve({ width: 640, height: 360 });
    },
    forget: (feedId) => void seen.forgotten.push(feedId),
    render: () => ({ name, close: () => undefined }) as unknown as VideoFrame,
    still: () => Promise.reject(new Error('not asked for')),
    dispose: () => (seen.disposed = true),
  };
  return { renderer, seen };
}

function setUp({ hasCard, losesWhileDrawing = false }: { hasCard: boolean; losesWhileDrawing?: boolean }) {
  const [card, canvas2d, i420] = [fake('webgl2'), fake('canvas2d'), fake('i420')];
  const state = { isLost: false, shelfClosed: false };
  const frame = { close: () => undefined } as unknown as VideoFrame;
  const renderer = new FailoverRenderer(
    {
      ...card.renderer,
      render: (...request) => {
        if (losesWhileDrawing) state.isLost = true;
        return card.renderer.render(...request);
      },
      get isLost() {
        return state.isLost;
      },
      canvas2d: canvas2d.renderer,
      shelf: {
        copies: () =>
          new Map([
            ['camera:a', frame],
            ['screen:a', frame],
          ]),
        close: () => (state.shelfClosed = true),
      },
    },
    { hasGraphicsCard: () => hasCard, newI420: () => i420.renderer },
  );
  const drawnBy = (): unknown =>
    (renderer.render('program', PLAN, TIMING) as unknown as { name: string }).name;
  return { renderer, state, drawnBy, card: card.seen, canvas2d: canvas2d.seen, i420: i420.seen };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

it('draws with the card for as long as there is one', () => {
  const { drawnBy } = setUp({ hasCard: true });
  expect([drawnBy(), drawnBy()]).toEqual(['webgl2', 'webgl2']);
});

it('draws the very frame with Canvas2D when the card is lost, and stays there while the browser has another', async () => {
  const { renderer, state, drawnBy, canvas2d } = setUp({ hasCard: true });
  state.isLost = true;
  expect([drawnBy(), renderer.name]).toEqual(['canvas2d', 'canvas2d']);
  await settle();
  state.isLost = false;
  expect(drawnBy()).toBe('canvas2d');
  await renderer.accept('camera:b', {} as VideoFrame);
  expect(canvas2d.accepted).toEqual(['camera:b']);
});

it('does not hand out a frame during which the card was lost', () => {
  expect(setUp({ hasCard: true, losesWhileDrawing: true }).drawnBy()).toBe('canvas2d');
});

it('goes on to the processor with every picture when the browser has no card left', async () => {
  const { state, drawnBy, i420 } = setUp({ hasCard: false });
  state.isLost = true;
  expect(drawnBy()).toBe('canvas2d');
  await settle();
  expect(drawnBy()).toBe('i420');
  expect(i420.accepted).toEqual(['camera:a', 'screen:a']);
  expect(state.shelfClosed).toBe(true);
});

it('lets go of the processor too when it is closed on the way there', async () => {
  const { renderer, state, drawnBy, i420, card } = setUp({ hasCard: false });
  state.isLost = true;
  drawnBy();
  renderer.dispose();
  await settle();
  expect([card.disposed, i420.disposed]).toEqual([true, true]);
});
