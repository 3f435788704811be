import { ftruncateSync, openSync, writeSync } from 'node:fs';
import { argv } from 'node:process';
import { ALL_TARGETS } from './all-targets';
import { fuzz } from './fuzz';

/** One process that runs targets one after another and is killed when it hangs. Arguments: input file, seed, ms, names. */
const [, , inputFile = '', seed = '', millis = '', ...names] = argv;
const file = openSync(inputFile, 'w');

/** Written before every call: what a hang or a crash leaves behind. */
function remember(encode: () => string, execution: number): void {
  const text = `${execution} ${encode()}`;
  writeSync(file, text, 0);
  ftruncateSync(file, Buffer.byteLength(text));
}

for (const name of names) {
  const make = ALL_TARGETS[name];
  if (make === undefined) throw new Error(`there is no target ${name}`);
  process.send?.({ started: name });
  const report = await fuzz(await make(), {
    seed: Number(seed),
    millisMax: Number(millis),
    onInput: remember,
  });
  process.send?.({ report });
}
process.exit(0);
