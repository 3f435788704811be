import { spawn } from 'node:child_process';

/**
 * Runs one step and prints one line about it; what it wrote is shown only when it failed.
 * @returns {Promise<{name: string, isPassed: boolean, seconds: number}>}
 */
export async function runStep({ name, args, env = {}, isLoud = false }) {
  const startedMs = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', isLoud ? 'inherit' : 'pipe', isLoud ? 'inherit' : 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  const code = await new Promise((resolve) => {
    child.on('close', resolve);
    child.on('error', (error) => {
      output += error.message;
      resolve(1);
    });
  });
  const seconds = (performance.now() - startedMs) / 1_000;
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${formatSeconds(seconds)}  ${name}`);
  if (code !== 0) console.log(output);
  return { name, isPassed: code === 0, seconds };
}

export function formatSeconds(seconds) {
  return `${seconds.toFixed(1).padStart(6)} s`;
}
