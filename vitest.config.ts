import react from '@vitejs/plugin-react';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** They wait most of the time: four at once keep less than one core busy. */
const WAITING_WORKERS = 4;
const root = fileURLToPath(new URL('.', import.meta.url));
/** Vitest's default leaves one of two cores idle. */
const UNIT_WORKERS = Math.max(2, availableParallelism() - 1);
const resolve = { alias: { '@': root } };

/**
 * No module of ours has state (ARCHITECTURE.md): they are loaded once per worker instead of once per file. Projects inherit
 * nothing. The timeout is for what hangs: on a starved machine a unit test may take seconds, and no time gates one.
 */
const UNIT = { isolate: false, maxWorkers: UNIT_WORKERS, testTimeout: 60_000 } as const;
/** Against real processes and PostgreSQL; native handles and child processes of one file must not reach the next. */
const INTEGRATION = {
  environment: 'node',
  testTimeout: 60_000,
  hookTimeout: 120_000,
  isolate: true,
} as const;
/** Nothing they hold depends on how fast this machine is: they wait for processes and timers, and can do so side by side. */
const UNTIMED = [
  '{server,scripts}/**/*.integration.test.ts',
  'gateway/{recovery,refusals,rtmps}.integration.test.ts',
  'gateway/sfu/{hostile-peers,protocol,rejoin}.integration.test.ts',
];

/** With Chromium, and mostly waiting: for 15 s of absence, for a file to be finished. Two of them keep two cores half busy. */
const BROWSERS = [
  'gateway/{browser,pull,recording}.integration.test.ts',
  'gateway/sfu/{dynacast,presence,signalling-v0}.integration.test.ts',
];

/** Chromium encodes and decodes on the same cores: how smooth and how fast that is is judged, so nothing else runs. */
const JUDGED_BROWSERS = [
  'gateway/{browser-hiccup,lossy-network}.integration.test.ts',
  'gateway/sfu/{browser,congestion,lip-sync}.integration.test.ts',
];

/**
 * Four kinds of test, told apart by file name: `*.test.ts` unit in Node, `*.test.tsx` unit in jsdom,
 * `*.integration.test.ts` against real processes: several files at a time (those that judge gaps and delays are the project
 * `media`), with media in Chromium two at a time (`browsers`) or, where that is judged, one by one (`judged-browsers`).
 */
export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          ...UNIT,
          name: 'node',
          environment: 'node',
          include: ['{lib,server,gateway,scripts,prisma}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
        },
      },
      {
        resolve,
        plugins: [react()],
        test: {
          ...UNIT,
          name: 'jsdom',
          environment: 'jsdom',
          include: ['{components,app,lib}/**/*.test.tsx'],
          setupFiles: ['./vitest.setup.ts'],
        },
      },
      {
        resolve,
        test: {
          ...INTEGRATION,
          name: 'integration',
          include: UNTIMED,
          maxWorkers: WAITING_WORKERS,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          ...INTEGRATION,
          name: 'media',
          include: ['gateway/**/*.integration.test.ts'],
          exclude: ['**/node_modules/**', ...UNTIMED, ...BROWSERS, ...JUDGED_BROWSERS],
          maxWorkers: WAITING_WORKERS,
          sequence: { groupOrder: 2 },
        },
      },
      {
        resolve,
        test: {
          ...INTEGRATION,
          name: 'browsers',
          include: BROWSERS,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
      {
        resolve,
        test: {
          ...INTEGRATION,
          name: 'judged-browsers',
          include: JUDGED_BROWSERS,
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
