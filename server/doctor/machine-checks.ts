import { execFile } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { DoctorProbe, DoctorVerdict } from '../domain/doctor/ports';
import type { Env } from '../env';
import { findPortProblems } from '../processes/port-owner';
import { portNeeds } from '../processes/process-table';

const run = promisify(execFile);

export const NODE_CHECK: DoctorProbe = {
  id: 'node',
  label: 'Node.js',
  look: () => Promise.resolve(judgeNode(process.versions.node)),
  remedyOnFailure: 'Install Node.js 20.19, 22.12 or 24 from https://nodejs.org.',
};

export function judgeNode(version: string): DoctorVerdict {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isFit = major >= 24 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (isFit) return { status: 'ok', detail: `${version}.` };
  return { status: 'failed', detail: `${version} is too old.`, remedy: NODE_CHECK.remedyOnFailure };
}

/** An hour of program at 4 Mbit/s is 1.8 GB: below this a long show may not fit. */
const FREE_BYTES_MIN = 5 * 1024 ** 3;

/** @param shownAs - what to call it: people who only see the page have no business with paths of the server. */
export function dataFolderCheck(dataDir: string, shownAs: string): DoctorProbe {
  const remedy = 'Make it a folder that this user may write to, or set DATA_DIR to another.';
  return {
    id: 'data-folder',
    label: 'Data folder',
    look: async () => {
      if ((await stat(dataDir).catch(() => null)) === null)
        return { status: 'ok', detail: `${shownAs} will be made at the first start.` };
      const canWrite = await access(dataDir, constants.W_OK).then(
        () => true,
        () => false,
      );
      if (!canWrite) return { status: 'failed', detail: `${shownAs} cannot be written.`, remedy };
      const { bavail, bsize } = await statfs(dataDir);
      return judgeFreeSpace(bavail * bsize, shownAs);
    },
    remedyOnFailure: remedy,
  };
}

export function judgeFreeSpace(freeBytes: number, shownAs: string): DoctorVerdict {
  const freeGb = (freeBytes / 1024 ** 3).toFixed(1);
  if (freeBytes >= FREE_BYTES_MIN)
    return { status: 'ok', detail: `${shownAs} has ${freeGb} GB free for recordings.` };
  return {
    status: 'warning',
    detail: `${shownAs} has only ${freeGb} GB free for recordings.`,
    remedy: 'Delete recordings, or move DATA_DIR to a larger disk.',
  };
}

/** Before a start: whether every port can be had. While Stream Buddy runs they are its own. */
export function portsCheck(env: Env): DoctorProbe {
  return {
    id: 'ports',
    label: 'Ports',
    look: async () => {
      const problems = await findPortProblems(portNeeds(env));
      if (problems.length === 0) return { status: 'ok', detail: 'All are free.' };
      return { status: 'failed', detail: `${problems.length} cannot be had.`, remedy: problems.join(' ') };
    },
    remedyOnFailure: 'Run `npm start`: it says which port it cannot open.',
  };
}

/** Media between browsers and the gateway on this machine takes this way. */
export const UDP_CHECK: DoctorProbe = {
  id: 'udp',
  label: 'UDP on loopback',
  look: async (signal) => {
    const [receiver, sender] = [dgram.createSocket('udp4'), dgram.createSocket('udp4')];
    try {
      receiver.bind(0, '127.0.0.1');
      await once(receiver, 'listening');
      const arrival = once(receiver, 'message', { signal });
      sender.send('ping', receiver.address().port, '127.0.0.1');
      await arrival;
      return { status: 'ok', detail: 'A packet came back.' };
    } finally {
      receiver.close();
      sender.close();
    }
  },
  remedyOnFailure: "Allow UDP on the loopback interface in this machine's firewall.",
};

/** The build is younger than this moment; a machine without a battery clock wakes up in 1970. */
const NOT_BEFORE_MS = Date.UTC(2026, 0, 1);

export const CLOCK_CHECK: DoctorProbe = {
  id: 'clock',
  label: 'Clock of this server',
  look: async (signal) => {
    // Only systemd knows; where there is none, the time itself is all there is to judge.
    const { stdout } = await run('timedatectl', ['show', '--property=NTPSynchronized', '--value'], {
      signal,
    }).catch(() => ({ stdout: '' }));
    return judgeClock(Date.now(), stdout.trim());
  },
  remedyOnFailure: 'Switch on time synchronisation (NTP).',
};

/** @param synchronised - `yes`, `no`, or nothing where nobody knows. */
export function judgeClock(nowMs: number, synchronised: string): DoctorVerdict {
  const remedy = CLOCK_CHECK.remedyOnFailure;
  const said = new Date(nowMs).toISOString();
  if (nowMs < NOT_BEFORE_MS) return { status: 'failed', detail: `It says ${said}.`, remedy };
  if (synchronised === 'no') return { status: 'warning', detail: 'It is not synchronised.', remedy };
  return { status: 'ok', detail: `It says ${said}.` };
}
