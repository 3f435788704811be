import type { ShowState } from '@/lib/core/contract/show-state';

/** What a held path is called: “Interview”, “Guest one”, the order of scenes. */
export function holdText(subject: string, state: ShowState): string {
  const [path = ''] = subject.split('/');
  const whole = WHOLES[path];
  if (whole !== undefined) return whole;
  const separator = path.indexOf(':');
  const kind = path.slice(0, separator);
  const id = path.slice(separator + 1);
  switch (kind) {
    case 'scene':
      return state.scenes.find(({ sceneId }) => sceneId === id)?.name ?? 'a scene';
    case 'seat':
      return state.seats.find(({ seatId }) => seatId === id)?.name ?? 'a guest';
    case 'graphic':
      return state.graphics.find(({ graphicId }) => graphicId === id)?.name ?? 'a graphic';
    case 'order':
      return ORDERS[id] ?? 'an order';
    case 'rundown':
      return 'the rundown';
    default:
      return 'something';
  }
}

/** What there is one of in a show. */
const WHOLES: Record<string, string> = { brand: 'the brand', master: 'the program level' };

const ORDERS: Record<string, string> = {
  scenes: 'the order of scenes',
  seats: 'the order of people',
  rundown: 'the order of the rundown',
  graphics: 'the order of graphics',
};
