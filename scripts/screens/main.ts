import { parseArgs } from 'node:util';
import { takeScreens } from './take-screens';

/**
 * `npm run screens [-- --out DIR --full --sizes all --only studio]`: pictures of every screen. `--sizes all` adds a small
 * laptop and a large screen to the folder that git ignores; `--only` takes those whose name has these words (a regular
 * expression), and walks through the same show for them.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs/screens' },
    full: { type: 'boolean', default: false },
    sizes: { type: 'string', default: 'kept' },
    only: { type: 'string', default: '' },
  },
});

const startedMs = Date.now();
const log = (line: string) =>
  process.stdout.write(`[${((Date.now() - startedMs) / 1000).toFixed(1).padStart(6)} s] ${line}\n`);

const failures = await takeScreens({
  outputDir: values.out,
  isFullPage: values.full,
  isEverySize: values.sizes === 'all',
  only: new RegExp(values.only),
  log,
});
for (const failure of failures) log(`missing: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
