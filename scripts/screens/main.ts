import { parseArgs } from 'node:util';
import { takeScreens } from './take-screens';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs/screens' },
    full: { type: 'boolean', default: false },
    'every-size': { type: 'boolean', default: false },
  },
});

const startedMs = Date.now();
const log = (line: string) =>
  process.stdout.write(`[${((Date.now() - startedMs) / 1000).toFixed(1).padStart(6)} s] ${line}\n`);

await takeScreens({ outputDir: values.out, isFullPage: values.full, isEverySize: values['every-size'], log });
