import { expect, it } from 'vitest';
import type { PresentPerson } from '@/lib/core/contract/realtime';
import { peopleHere, peopleText } from './people-here';

const page = (
  userId: string,
  kind: PresentPerson['page'],
  part: Partial<PresentPerson> = {},
): PresentPerson => ({
  clientId: `${userId}-${kind}`,
  userId,
  name: userId,
  page: kind,
  isEngine: false,
  isStandby: false,
  holds: [],
  ...part,
});

it('names everybody once, says who draws the program, and who is there by remote', () => {
  const people = peopleHere([
    page('Ada', 'studio', { isEngine: true }),
    page('Ben', 'remote'),
    page('Ada', 'remote'),
    page('Cleo', 'studio'),
  ]);
  expect(peopleText(people)).toBe('Ada (draws the program, also by remote), Ben (by remote), Cleo');
});
