import react from '@vitejs/plugin-react';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
/** Vitest's default leaves one of two cores idle. */
const UNIT_WORKERS = Math.max(2, availableParallelism() - 1);
const resolve = { alias: { '@': root } };

/**
 * Three kinds of test, told apart by file name:
 * `*.test.ts` unit in Node, `*.test.tsx` unit in jsdom, `*.integration.test.ts` against real processes and PostgreSQL.
 */
export default defineConfig({
  test: {
    maxWorkers: UNIT_WORKERS,
    // No module of ours has state (ARCHITECTURE.md): loading them once per worker instead of once per file takes a third of the time.
    isolate: false,
    projects: [
      {
        resolve,
        test: {
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
          name: 'jsdom',
          environment: 'jsdom',
          include: ['{components,app,lib}/**/*.test.tsx'],
          setupFiles: ['./vitest.setup.ts'],
        },
      },
      {
        resolve,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['{server,gateway,scripts}/**/*.integration.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // Native handles and child processes of one file must not reach the next.
          isolate: true,
        },
      },
    ],
  },
});
