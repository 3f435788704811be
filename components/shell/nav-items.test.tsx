import { expect, it } from 'vitest';
import { navItemsFor } from './nav-items';

it.each([
  ['owner', ['Shows', 'Destinations', 'Media', 'Recordings', 'Team', 'Activity', 'Doctor', 'Settings']],
  ['producer', ['Shows', 'Destinations', 'Media', 'Recordings', 'Team', 'Settings']],
  ['viewer', ['Shows', 'Team', 'Settings']],
] as const)('lists for %s only the pages that role may open', (role, labels) => {
  expect(navItemsFor(role).map((item) => item.label)).toEqual(labels);
});
