import type { DoctorProbe } from '../domain/doctor/ports';
import type { Env } from '../env';
import { h264Check } from './browser-check';
import { CLOCK_CHECK, dataFolderCheck, NODE_CHECK, portsCheck, UDP_CHECK } from './machine-checks';
import {
  addressCheck,
  databaseCheck,
  gatewayCheck,
  mediamtxCheck,
  roomCheck,
  type DatabaseClock,
} from './part-checks';

/** Who looks: the page asks inside the web process, `npm run doctor` from outside, whether or not anything runs. */
export type Onlooker = { kind: 'page' } | { kind: 'command'; isRunning: boolean; chromium: string | null };

export interface DoctorCheckParts {
  env: Env;
  /** Null: the embedded database does not run just now. */
  readDatabaseClock: (() => Promise<DatabaseClock>) | null;
  onlooker: Onlooker;
}

/** The one list of what must hold for a show, most important first; each onlooker gets what it can see. */
export function createDoctorChecks({ env, readDatabaseClock, onlooker }: DoctorCheckParts): DoctorProbe[] {
  const isCommand = onlooker.kind === 'command';
  const isRunning = !isCommand || onlooker.isRunning;
  const list: [isSeen: boolean, check: DoctorProbe][] = [
    [true, NODE_CHECK],
    [true, databaseCheck(readDatabaseClock)],
    [isRunning, gatewayCheck(env)],
    [isRunning || env.livekitUrl !== null, roomCheck(env)],
    // Its API asks the web process who we are: without that there is no answer.
    ...(env.mediamtx === null ? [] : [[isRunning, mediamtxCheck(env.mediamtx)] as [boolean, DoctorProbe]]),
    [!isRunning, portsCheck(env)],
    [true, dataFolderCheck(env.dataDir, isCommand ? env.dataDir : 'It')],
    [true, UDP_CHECK],
    [true, CLOCK_CHECK],
    [true, addressCheck(env)],
    // The page asks the very browser that shows it (components/doctor).
    [isCommand, h264Check(isCommand ? onlooker.chromium : null)],
  ];
  return list.filter(([isSeen]) => isSeen).map(([, check]) => check);
}
