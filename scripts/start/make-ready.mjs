// What a clone needs before it can run, each step only when its input changed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashSources } from './hash-sources.mjs';

export const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** Sources of the bundles in dist/ and of the pages in .next/. */
const SERVER_SOURCES = [
  'server',
  'gateway',
  'lib',
  'prisma',
  'tsconfig.json',
  'package-lock.json',
  'scripts/start',
];
const PAGE_SOURCES = [
  ...SERVER_SOURCES.filter((source) => source !== 'gateway'),
  'app',
  'components',
  'public',
  'next.config.ts',
  'postcss.config.mjs',
];

/** Ends the process with a line when a step fails. */
export async function makeReady({ isDev }) {
  if (existsSync(path.join(root, '.env'))) process.loadEnvFile(path.join(root, '.env'));
  installWhenStale();
  generateWhenStale();
  if (isDev) return;
  await bundleWhenStale();
  buildPagesWhenStale();
}

/** @param options.withDev - the packages of the tests count too. */
export function installWhenStale({ withDev = false } = {}) {
  if (missingPackages({ withDev }).length === 0) return;
  const npm = process.env.npm_execpath;
  const command = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  // `npm install`, not `npm ci`: the lock has no entries for other platforms' optional packages.
  run('Installing packages', [...command, 'install', '--no-audit', '--no-fund', '--include=dev'], {
    NODE_ENV: '',
  });
  const missing = missingPackages({ withDev });
  if (missing.length > 0) fail(`npm install left out ${missing.slice(0, 5).join(', ')}.`);
}

/** Compares the lock with npm's own note of what it installed. */
function missingPackages({ withDev }) {
  const installed = readJson('node_modules/.package-lock.json')?.packages ?? {};
  return Object.entries(readJson('package-lock.json').packages)
    .filter(([name, entry]) => name !== '' && !entry.optional && (withDev || !entry.dev))
    .filter(([name, entry]) => installed[name]?.version !== entry.version)
    .map(([name]) => name.replace(/^node_modules\//, ''));
}

export function generateWhenStale() {
  whenStale('generated/.source-hash', ['prisma/schema.prisma', 'package-lock.json'], () =>
    run('Generating the database client', [process.execPath, 'scripts/prisma.mjs', 'generate']),
  );
}

async function bundleWhenStale() {
  await whenStale('dist/.source-hash', SERVER_SOURCES, async () => {
    say('Bundling the server');
    const { bundle } = await import('./bundle.mjs');
    rmSync(path.join(root, 'dist'), { recursive: true, force: true });
    await bundle(root);
  });
}

function buildPagesWhenStale() {
  whenStale('.next/.source-hash', PAGE_SOURCES, () =>
    run(
      'Building the pages (about half a minute)',
      [process.execPath, 'node_modules/next/dist/bin/next', 'build'],
      {
        NEXT_TELEMETRY_DISABLED: '1',
      },
    ),
  );
}

/** Runs `step` unless the note says that it ran on exactly these sources. The note is written last. */
function whenStale(note, sources, step) {
  const file = path.join(root, note);
  const hash = hashSources(root, sources);
  if (existsSync(file) && readFileSync(file, 'utf8') === hash) return undefined;
  const finish = () => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, hash);
  };
  const result = step();
  if (result instanceof Promise) return result.then(finish);
  return finish();
}

function run(what, [command, ...parameters], env = {}) {
  say(what);
  const { status, stdout, stderr, error } = spawnSync(command, parameters, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...env },
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  fail(`${what} failed${error ? `: ${error.message}` : ''}. What it said is above.`);
}

function readJson(file) {
  const full = path.join(root, file);
  return existsSync(full) ? JSON.parse(readFileSync(full, 'utf8')) : undefined;
}

function say(text) {
  process.stdout.write(`${text} ...\n`);
}

function fail(line) {
  process.stderr.write(`\nStream Buddy did not start.\n  ${line}\n`);
  process.exit(1);
}
