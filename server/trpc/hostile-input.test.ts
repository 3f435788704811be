import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { contextOfRole } from '../testing/test-context';
import { createCallerFactory } from './init';
import { appRouter } from './router';
import { toAppError } from './to-trpc-error';

/** Nothing behind the procedures may be used: every refusal below happens at the boundary. */
const caller = createCallerFactory(appRouter)(contextOfRole('owner'));

interface Parsed {
  _def: { inputs: unknown[] };
}
const withInput = Object.entries(appRouter._def.procedures)
  .filter(([, procedure]) => (procedure as unknown as Parsed)._def.inputs.length > 0)
  .map(([path]) => path);

const deep = (levels: number): unknown => (levels === 0 ? 'x' : { a: deep(levels - 1) });
const wrongForAll: [name: string, input: unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 42],
  ['NaN', Number.NaN],
  ['a string', '\'; DROP TABLE "Show"; --'],
  ['an array', []],
  ['an empty object', {}],
  ['a deep object', deep(200)],
  ['a prototype', JSON.parse('{"__proto__":{"showId":"s1"}}')],
  ['a Map', new Map([['showId', 's1']])],
];

/** All of its fields may be left out, so an object with none of them is right. */
const TAKES_EMPTY_OBJECT = new Set(['assets.list', 'recordings.list']);
const isObject = (input: unknown) => typeof input === 'object' && input !== null && !Array.isArray(input);

describe('hostile input', () => {
  const rows = withInput.flatMap((path) => wrongForAll.map(([name, input]) => ({ path, name, input })));
  it.each(rows.filter(({ path, input }) => !TAKES_EMPTY_OBJECT.has(path) || !isObject(input)))(
    '$path refuses $name at the boundary',
    async ({ path, input }) => {
      expect(await codeOf(path, input)).toBe('invalid-input');
    },
  );

  const ids: [name: string, id: unknown][] = [
    ['an empty id', ''],
    ['SQL', "x' OR '1'='1"],
    ['a path', '../../etc/passwd'],
    ['a NUL', 'show\0'],
    ['a line break', 'show1\n'],
    ['half of a surrogate pair', 'show\ud800'],
    ['full-width letters', 'ｓｈｏｗ１'],
    ['65 characters', 'a'.repeat(65)],
    ['a megabyte', 'a'.repeat(1_000_000)],
    ['an object with an operator', { contains: '' }],
    ['a list', ['show1']],
    ['a number', 1],
    ['true', true],
  ];
  const idInputs: [path: string, name: string][] = [
    ['shows.get', 'showId'],
    ['shows.archive', 'showId'],
    ['scenes.list', 'showId'],
    ['invites.list', 'showId'],
    ['invites.revoke', 'inviteId'],
    ['destinations.remove', 'destinationId'],
    ['team.removeMember', 'userId'],
    ['team.revokeInvite', 'invitationId'],
    ['account.revokeSession', 'sessionId'],
    ['studio.whepToken', 'showId'],
    ['broadcasts.list', 'showId'],
    ['recordings.list', 'showId'],
    ['assets.list', 'workspaceId'],
    ['recordings.remove', 'recordingId'],
  ];
  it.each(idInputs.flatMap(([path, field]) => ids.map(([name, id]) => ({ path, field, name, id }))))(
    '$path refuses $name as $field',
    async ({ path, field, id }) => {
      expect(await codeOf(path, { [field]: id })).toBe('invalid-input');
    },
  );

  const show = { title: 'Show', template: 'solo', scheduledAt: null };
  const invite = { showId: 's1', label: 'Guests', role: 'guest', expiresAt: null, maxUses: null };
  const destination = {
    platform: 'custom',
    name: 'A',
    url: 'rtmp://a.example/live',
    backupUrl: null,
    key: 'k',
  };
  const owner = { name: 'Ada', email: 'ada@example.org', password: 'correct horse', workspaceName: 'W' };
  const values: [path: string, name: string, input: unknown][] = [
    ['shows.create', 'a title of spaces', { ...show, title: ' \t ' }],
    ['shows.create', 'a title of 121 characters', { ...show, title: 'a'.repeat(121) }],
    ['shows.create', 'a NUL in the title', { ...show, title: 'a\0b' }],
    ['shows.create', 'an escape sequence in the title', { ...show, title: '\u001b[31mred' }],
    ['shows.create', 'half of a surrogate pair in the title', { ...show, title: 'a\udfff' }],
    ['shows.create', 'a template that is a method', { ...show, template: 'constructor' }],
    ['shows.create', 'a date as text', { ...show, scheduledAt: '2031-01-01' }],
    ['shows.create', 'an invalid date', { ...show, scheduledAt: new Date(Number.NaN) }],
    ['shows.create', 'the year 275760', { ...show, scheduledAt: new Date(8.64e15) }],
    ['shows.setDestinations', '10,000 ids', { showId: 's1', destinationIds: Array(10_000).fill('d1') }],
    ['invites.create', 'no uses', { ...invite, maxUses: 0 }],
    ['invites.create', 'minus one use', { ...invite, maxUses: -1 }],
    ['invites.create', 'half a use', { ...invite, maxUses: 0.5 }],
    ['invites.create', 'endless uses', { ...invite, maxUses: Number.POSITIVE_INFINITY }],
    ['invites.create', 'more uses than an integer of the database', { ...invite, maxUses: 2 ** 31 }],
    ['invites.create', 'the role of a producer', { ...invite, role: 'producer' }],
    ['destinations.create', 'an unknown platform', { ...destination, platform: 'toString' }],
    ['destinations.create', 'a key with a line break', { ...destination, key: 'a\r\nb' }],
    ['destinations.create', 'a key beyond ASCII', { ...destination, key: 'schlüssel' }],
    ['destinations.create', 'a key of 513 characters', { ...destination, key: 'k'.repeat(513) }],
    [
      'destinations.create',
      'an address of 10,000 characters',
      { ...destination, url: `rtmp://a/${'a'.repeat(1e4)}` },
    ],
    [
      'team.invite',
      'an address with a line break',
      { email: 'a@example.org\nBcc: b@example.org', role: 'host' },
    ],
    ['team.invite', 'an address with markup', { email: '<script>@example.org', role: 'host' }],
    [
      'team.invite',
      'an address of 1,000 characters',
      { email: `${'a'.repeat(1_000)}@example.org`, role: 'host' },
    ],
    ['team.invite', 'the role of a seat', { email: 'a@example.org', role: 'seat' }],
    ['team.acceptInvite', 'a token that is a pattern', { token: '%', account: null }],
    [
      'team.acceptInvite',
      'a password that costs to hash',
      { token: 'a'.repeat(43), account: { name: 'A', password: 'p'.repeat(1e5) } },
    ],
    ['setup.createOwner', 'a password of nine characters', { ...owner, password: 'ninechars' }],
    ['setup.createOwner', 'a name of 10,000 characters', { ...owner, name: 'n'.repeat(10_000) }],
    ['audit.list', 'a filter with an operator', { cursor: null, filter: { actor: { contains: 'user' } } }],
    ['audit.list', 'an action that is a pattern', { cursor: null, filter: { action: '%' } }],
    ['audit.list', 'a cursor of a megabyte', { cursor: 'c'.repeat(1_000_000), filter: {} }],
  ];
  it.each(values)('%s refuses %s', async (path, _name, input) => {
    expect(await codeOf(path, input)).toBe('invalid-input');
  });
});

async function codeOf(path: string, input: unknown): Promise<string> {
  const procedure = path
    .split('.')
    .reduce<unknown>((at, name) => Reflect.get(at as object, name), caller) as (
    input: unknown,
  ) => Promise<unknown>;
  try {
    await procedure(input);
    return 'accepted';
  } catch (error) {
    return error instanceof TRPCError ? toAppError(error).code : String(error);
  }
}
