import react from '@vitejs/plugin-react';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

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
/** Nothing they hold depends on how fast this machine is: they wait for processes and timers, and can do so in pairs. */
const UNTIMED = [
  '{server,scripts}/**/*.integration.test.ts',
  'gateway/{recovery,refusals,rtmps}.integration.test.ts',
  'gateway/sfu/{hostile-peers,protocol,rejoin}.integration.test.ts',
];

/**
 * Four kinds of test, told apart by file name: `*.test.ts` unit in Node, `*.test.tsx` unit in jsdom,
 * `*.integration.test.ts` against real processes: two files at a time, and those of the gateway that judge gaps, delays
 * and frame rates (project `media`) one by one.
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
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          ...INTEGRATION,
          name: 'media',
          include: ['gateway/**/*.integration.test.ts'],
          exclude: ['**/node_modules/**', ...UNTIMED],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
