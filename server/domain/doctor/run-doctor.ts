import type { DoctorCheck, DoctorReport } from '@/lib/core/doctor/doctor-check';
import type { DoctorDeps } from './ports';

/** Slower answers make every page feel broken. */
const DATABASE_SLOW_MS = 500;
/** An hour of program at 4 Mbit/s is 1.8 GB. */
const DISK_LOW_BYTES = 5_000_000_000;
const DISK_FULL_BYTES = 500_000_000;

/** Looks at every part that a show needs, all at once. A part that does not answer is a finding, never an error. */
export async function runDoctor(deps: DoctorDeps): Promise<DoctorReport> {
  const checks = await Promise.all([
    checkDatabase(deps),
    checkRoomServer(deps),
    checkGateway(deps),
    checkDisk(deps),
  ]);
  checks.push(checkAddress(deps.settings.publicUrl));
  return { checks, atMs: deps.nowMs() };
}

async function checkDatabase({ pingDatabase, nowMs }: DoctorDeps): Promise<DoctorCheck> {
  const check = { id: 'database', title: 'Database' };
  const startMs = nowMs();
  if (!(await pingDatabase())) {
    return {
      ...check,
      status: 'failed',
      detail: 'PostgreSQL does not answer.',
      fix: 'Look at the log of the database. With DATABASE_URL set, check that this machine can reach it.',
    };
  }
  const tookMs = nowMs() - startMs;
  return tookMs > DATABASE_SLOW_MS
    ? {
        ...check,
        status: 'warning',
        detail: `PostgreSQL took ${tookMs} ms to answer.`,
        fix: 'Look for other work on this machine or on its disk.',
      }
    : { ...check, status: 'ok', detail: `PostgreSQL answers in ${tookMs} ms.`, fix: null };
}

async function checkRoomServer({ answersOk, settings }: DoctorDeps): Promise<DoctorCheck> {
  const check = { id: 'room', title: 'Room server' };
  // An outside LiveKit is asked on its own address; it answers 200 on `/`.
  const isUp = await answersOk(settings.roomHealthUrl);
  return isUp
    ? { ...check, status: 'ok', detail: 'Guests and producers can meet.', fix: null }
    : {
        ...check,
        status: 'failed',
        detail: 'It does not answer, so nobody hears or sees anybody.',
        fix: 'It is restarted by itself within seconds. If it stays away, look at its log; SFU_PORT or SFU_UDP_PORT may be taken.',
      };
}

async function checkGateway({ answersOk, settings }: DoctorDeps): Promise<DoctorCheck> {
  const check = { id: 'gateway', title: 'Gateway' };
  return (await answersOk(settings.gatewayHealthUrl))
    ? { ...check, status: 'ok', detail: 'Ready to send to destinations and to record.', fix: null }
    : {
        ...check,
        status: 'failed',
        detail: 'It does not answer, so no show can go live.',
        fix: 'It is restarted by itself within seconds. If it stays away, look at its log; GATEWAY_PORT or GATEWAY_UDP_PORT may be taken.',
      };
}

async function checkDisk({ freeBytes, settings }: DoctorDeps): Promise<DoctorCheck> {
  const check = { id: 'disk', title: 'Disk for recordings' };
  const free = await freeBytes(settings.dataDir);
  if (free === null) {
    return {
      ...check,
      status: 'failed',
      detail: 'The data folder cannot be read.',
      fix: 'Check that DATA_DIR exists and belongs to the user that runs Stream Buddy.',
    };
  }
  const detail = `${(free / 1e9).toFixed(1)} GB free, enough for about ${Math.floor(free / 1.8e9)} h of program.`;
  if (free < DISK_FULL_BYTES)
    return {
      ...check,
      status: 'failed',
      detail,
      fix: 'Delete old recordings or move DATA_DIR to a larger disk before you go live.',
    };
  if (free < DISK_LOW_BYTES)
    return {
      ...check,
      status: 'warning',
      detail,
      fix: 'Delete old recordings, or move DATA_DIR to a larger disk.',
    };
  return { ...check, status: 'ok', detail, fix: null };
}

function checkAddress(publicUrl: string): DoctorCheck {
  const check = { id: 'address', title: 'Address for guests' };
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:')
    return { ...check, status: 'ok', detail: `Guests open links at ${publicUrl}.`, fix: null };
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1';
  return isLocal
    ? {
        ...check,
        status: 'warning',
        detail: 'Only browsers on this machine can join.',
        fix: 'For guests elsewhere start with `npm start -- --https`, or put a reverse proxy with a certificate in front and set PUBLIC_URL.',
      }
    : {
        ...check,
        status: 'failed',
        detail: `Browsers give no camera to ${publicUrl}, because it is not HTTPS.`,
        fix: 'Start with `npm start -- --https`, or put a reverse proxy with a certificate in front and set PUBLIC_URL to its address.',
      };
}
