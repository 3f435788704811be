import { statfs } from 'node:fs/promises';
import type { AppContext } from '@/server/app-context';
import type { DoctorDeps } from '@/server/domain/doctor/ports';
import { runDoctor } from '@/server/domain/doctor/run-doctor';
import { answersOk } from '@/server/processes/wait-healthy';
import { procedure } from '../init';

/** Every part that a show needs, looked at now, with what to do about it. */
export const report = procedure('doctor.read').query(({ ctx }) => runDoctor(depsOf(ctx.app)));

function depsOf({ env, domain }: AppContext): DoctorDeps {
  return {
    // Any read does; this one is the cheapest the domain has.
    pingDatabase: () =>
      domain.setup
        .isSetUp()
        .then(() => true)
        .catch(() => false),
    answersOk,
    freeBytes: (folder) =>
      statfs(folder)
        .then((disk) => disk.bavail * disk.bsize)
        .catch(() => null),
    nowMs: domain.nowMs,
    settings: {
      publicUrl: env.publicUrl,
      dataDir: env.dataDir,
      roomHealthUrl: env.livekitUrl?.replace(/^ws/, 'http') ?? `http://127.0.0.1:${env.sfuPort}/healthz`,
      gatewayHealthUrl: `http://127.0.0.1:${env.gatewayPort}/healthz`,
    },
  };
}
