import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * `npm run test:faults`: one fault after another on running systems, with a table of what was lost and for how long; the
 * gateway with a program on air, then the SFU with a room. Options: --part gateway|sfu --seconds 8 (each fault) --only WORD
 * --json PREFIX (writes PREFIX-gateway.json and PREFIX-sfu.json). Exits 1 when anything was worse than its bound.
 */
const { values } = parseArgs({
  options: {
    part: { type: 'string' },
    seconds: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});

let hasFailed = false;
for (const part of ['gateway', 'sfu']) {
  if (values.part !== undefined && values.part !== part) continue;
  const file = fileURLToPath(new URL(`${part}.ts`, import.meta.url));
  const options = [
    ...(values.seconds === undefined ? [] : ['--seconds', values.seconds]),
    ...(values.only === undefined ? [] : ['--only', values.only]),
    ...(values.json === undefined ? [] : ['--json', `${values.json}-${part}.json`]),
  ];
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, ...options], { stdio: 'inherit' });
  if (status !== 0) hasFailed = true;
}
process.exit(hasFailed ? 1 : 0);
