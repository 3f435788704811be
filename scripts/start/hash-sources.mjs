import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const NOT_PART = /\.(test|fuzz)\.tsx?$|(^|\/)(testing|testdata)\//;

/** One hash over the names and contents of files and folders; tests are no part of a build. */
export function hashSources(root, sources) {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, root, source);
  return hash.digest('hex');
}

function addTo(hash, root, relative) {
  const full = path.join(root, relative);
  if (!existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, root, `${relative}/${name}`);
  } else if (!NOT_PART.test(relative)) {
    hash.update(`${relative}\0`).update(readFileSync(full)).update('\0');
  }
}
