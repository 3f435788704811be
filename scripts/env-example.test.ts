import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseEnv } from '@/server/env';

/** Where settings are parsed: names stand at the beginnings of lines, as keys or as values. */
const WEB = 'server/env.ts';
const CHILDREN = ['gateway/env.ts', 'gateway/sfu/env.ts'];
const SECRETS = 'server/secrets/secrets-file.ts';
/** Set by our own programs for one another, or by the system: no settings of an operator. */
const NOT_SETTINGS = [
  'NODE_ENV',
  'PATH',
  'NEXTAUTH_URL',
  'AUTH_TRUST_HOST',
  'LIVEKIT_WEBHOOK_URL',
  'STREAM_BUDDY_SUPERVISOR_PID',
];

const keysOf = (file: string) => matches(file, /^ +([A-Z][A-Z0-9_]+): /gm);
const secretNames = () => matches(SECRETS, /^ +\w+: '([A-Z][A-Z0-9_]+)',/gm);

function parsedNames(): string[] {
  const keys = [WEB, ...CHILDREN].flatMap(keysOf);
  const read = productFiles().flatMap((file) => matches(file, /process\.env(?:\.|\[')([A-Z][A-Z0-9_]+)/g));
  return settings([...keys, ...secretNames(), ...read]);
}

function settings(names: string[]): string[] {
  return [...new Set(names)].filter((name) => !NOT_SETTINGS.includes(name)).sort();
}

function productFiles(): string[] {
  return ['server', 'gateway', 'app', 'lib', 'components']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((file) => /[.]tsx?$/.test(file) && !/[.]test[.]|[/]testing[/]/.test(file))
    .concat('scripts/doctor.ts');
}

function matches(file: string, pattern: RegExp): string[] {
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map((match) => match[1]!);
}

describe('settings', () => {
  it('.env.example lists every setting that is parsed anywhere, and no other', () => {
    const listed = matches('.env.example', /^# ([A-Z][A-Z0-9_]+)=/gm).sort();
    expect(listed).toEqual(parsedNames());
  });

  it("README's table names every setting that is parsed anywhere, and no other", () => {
    const table = /\n## Settings\n[^]*?\n## /.exec(readFileSync('README.md', 'utf8'))?.[0] ?? '';
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    // The default may name a second setting: `PG_PORT` 54330.
    const cells = rows.flatMap((row) => row.split('|').slice(1, 3));
    const named = cells.flatMap((cell) =>
      [...cell.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map((match) => match[1]!),
    );
    expect([...new Set(named)].sort()).toEqual(parsedNames());
  });

  it('what gateway and SFU parse is parsed before they start, so that all mistakes are listed at once', () => {
    const known = new Set([...keysOf(WEB), ...secretNames()]);
    expect(settings(CHILDREN.flatMap(keysOf)).filter((name) => !known.has(name))).toEqual([]);
  });

  it('.env.example shows the defaults of numbers, addresses and levels', () => {
    const lines = [...readFileSync('.env.example', 'utf8').matchAll(/^# ([A-Z][A-Z0-9_]+)=([\d.]+|info)$/gm)];
    const shown = Object.fromEntries(lines.map(([, name, value]) => [name!, value!]));
    expect(Object.keys(shown).length).toBeGreaterThan(10);
    // Has no default of its own: it follows another.
    delete shown.SFU_ANNOUNCED_UDP_PORT;
    expect(parseEnv(shown)).toEqual(parseEnv({}));
  });
});
