import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '@/scripts/harness/child';
import { endWithParent } from '@/scripts/harness/end-with-parent';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { waitFor } from '@/scripts/harness/wait-for';

/**
 * The usual way without us: MediaMTX takes WHIP, and one ffmpeg reads its RTSP, makes AAC of the Opus for each
 * destination and pushes to all of them.
 */
export interface MediamtxRecipe {
  whipUrl: string;
  /** MediaMTX first, then the ffmpeg that runs now. */
  pids(): number[];
  /** Ends the ffmpeg before, if there is one. */
  pushTo(urls: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

const PATH = 'bench';
const START_TIMEOUT_MS = 20_000;

export async function startMediamtxRecipe(binary: string): Promise<MediamtxRecipe> {
  const folder = await mkdtemp(join(tmpdir(), 'mediamtx-bench-'));
  const base = await findFreePorts(4);
  const configFile = join(folder, 'mediamtx.yml');
  // YAML takes JSON. Everything that the recipe does not need is off.
  const config = {
    logLevel: 'warn',
    rtmp: false,
    hls: false,
    srt: false,
    api: true,
    apiAddress: `127.0.0.1:${base + 3}`,
    rtspAddress: `127.0.0.1:${base}`,
    rtspTransports: ['tcp'],
    webrtcAddress: `127.0.0.1:${base + 1}`,
    webrtcLocalUDPAddress: `127.0.0.1:${base + 2}`,
    webrtcIPsFromInterfaces: false,
    webrtcAdditionalHosts: ['127.0.0.1'],
    paths: { [PATH]: {} },
  };
  await writeFile(configFile, JSON.stringify(config));
  const server = startChild(binary, [configFile], { cwd: folder });
  const whipUrl = `http://127.0.0.1:${base + 1}/${PATH}/whip`;
  await waitFor(
    'MediaMTX to answer',
    async () => {
      if (server.exited()) throw new Error(`MediaMTX ended: ${server.output().slice(-2_000)}`);
      return (await fetch(whipUrl, { method: 'OPTIONS', signal: AbortSignal.timeout(1_000) })).status > 0;
    },
    { timeoutMs: START_TIMEOUT_MS },
  );
  let pusher: ChildProcess | null = null;
  const endPusher = async (): Promise<void> => {
    if (pusher === null) return;
    const ended = once(pusher, 'exit');
    pusher.kill('SIGKILL');
    await ended;
    pusher = null;
  };
  return {
    whipUrl,
    pids: () => [server.pid, ...(pusher?.pid === undefined ? [] : [pusher.pid])],
    async pushTo(urls) {
      await endPusher();
      await waitFor(
        'MediaMTX to have the program',
        async () => {
          const answer = await fetch(`http://127.0.0.1:${base + 3}/v3/paths/get/${PATH}`);
          return answer.ok && ((await answer.json()) as { available?: boolean }).available === true;
        },
        { timeoutMs: START_TIMEOUT_MS },
      );
      const input = [
        '-v',
        'error',
        '-fflags',
        'nobuffer',
        '-rtsp_transport',
        'tcp',
        '-i',
        `rtsp://127.0.0.1:${base}/${PATH}`,
      ];
      const outputs = urls.flatMap((url) => [
        '-c:v',
        'copy',
        '-c:a',
        'aac',
        '-b:a',
        '128k',
        '-f',
        'flv',
        url,
      ]);
      pusher = spawn(...endWithParent('ffmpeg', [...input, ...outputs]), { stdio: 'ignore' });
    },
    async stop() {
      await endPusher();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
