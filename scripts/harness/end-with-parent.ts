import { spawnSync } from 'node:child_process';

/**
 * Words a command so that its process ends when ours does, however ours ends: `kill -9` of a test run runs no clean-up,
 * and a media publisher left behind would keep a core busy for ever. The process id stays the program's own.
 * Elsewhere than on Linux the command comes back as it is.
 */
export function endWithParent(
  command: string,
  args: readonly string[],
  signal: 'INT' | 'KILL' | 'TERM' = 'KILL',
): [string, string[]] {
  if (!canTie()) return [command, [...args]];
  return ['setpriv', ['--pdeathsig', signal, '--', command, ...args]];
}

let isTieable: boolean | null = null;

function canTie(): boolean {
  isTieable ??= spawnSync('setpriv', ['--pdeathsig', 'KILL', '--', 'true']).status === 0;
  return isTieable;
}
