import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Where settings are parsed: names stand at the beginnings of lines, as keys or as values. */
const PARSERS = ['server/env.ts', 'gateway/env.ts', 'gateway/sfu/env.ts'];
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

function parsedNames(): string[] {
  const keys = PARSERS.flatMap((file) => matches(file, /^ +([A-Z][A-Z0-9_]+): /gm));
  const secrets = matches(SECRETS, /^ +\w+: '([A-Z][A-Z0-9_]+)',/gm);
  const read = productFiles().flatMap((file) => matches(file, /process\.env(?:\.|\[')([A-Z][A-Z0-9_]+)/g));
  return [...new Set([...keys, ...secrets, ...read])].filter((name) => !NOT_SETTINGS.includes(name)).sort();
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

it('.env.example lists every setting that is parsed anywhere, and no other', () => {
  const listed = matches('.env.example', /^# ([A-Z][A-Z0-9_]+)=/gm).sort();
  expect(listed).toEqual(parsedNames());
});
