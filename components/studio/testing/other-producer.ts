import type { ShowView } from '@/lib/browser/realtime/connect-show';

type Person = ShowView['presence'][number];

/** Ben, another producer in a studio of the same show. */
export const otherProducer = (...holds: string[]): Person => ({
  clientId: 'page-2',
  userId: 'u2',
  name: 'Ben',
  page: 'studio',
  isEngine: false,
  isStandby: false,
  holds,
});
