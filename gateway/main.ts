import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { Server } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { createControlServer } from './control/control-server';
import { createMediaServer } from './control/media-server';
import { createMetrics } from './control/metrics';
import { MediamtxWatch } from './control/mediamtx-watch';
import { Programs } from './control/programs';
import { completeRecordings } from './control/recordings';
import { announcedIps, mediamtxOf, parseGatewayEnv } from './env';
import { createRtmpSink } from './rtmp-sink/rtmp-sink';

/**
 * Composition root of the gateway: WHIP and WHEP in, control API on loopback, one worker process per program.
 * No media passes through this process, so a burst of requests cannot disturb a program.
 */
const parsed = parseGatewayEnv(process.env);
const logger = pino({
  name: 'gateway',
  level: parsed.ok ? parsed.env.LOG_LEVEL : 'info',
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: ['key', '*.key', 'relays[*].key', 'authorization', 'token'], censor: '[secret]' },
});
if (!parsed.ok) {
  for (const mistake of parsed.mistakes) logger.fatal(`wrong setting: ${mistake}`);
  process.exit(1);
}
const { env } = parsed;

const ips = announcedIps(env.ANNOUNCED_IPS);
const recordingsDir = resolve(env.DATA_DIR, 'recordings');
mkdirSync(recordingsDir, { recursive: true });
// Beside this file, with its own ending: .ts under tsx, .js in a build.
const here = fileURLToPath(import.meta.url);
const mediamtx = mediamtxOf(env);
const programs = new Programs({
  workerPath: join(here, '..', 'program', `main${extname(here)}`),
  udpPortBase: env.GATEWAY_UDP_PORT,
  programsMax: env.GATEWAY_PROGRAMS_MAX,
  announcedIps: ips,
  recordingsDir,
  relayStalledMs: env.GATEWAY_STALLED_MS,
  mediamtx: mediamtx === null ? null : { url: mediamtx.url, tokenSecret: env.WHIP_TOKEN_SECRET },
  logger,
});
const metrics = createMetrics(programs);
const media = createMediaServer({ programs, whipTokenSecret: env.WHIP_TOKEN_SECRET, metrics, logger });
const control = createControlServer({
  programs,
  token: env.GATEWAY_CONTROL_TOKEN,
  recordingsDir,
  config: {
    logLevel: env.LOG_LEVEL,
    mediaPort: env.GATEWAY_PORT,
    controlPort: env.GATEWAY_CONTROL_PORT,
    udpPort: env.GATEWAY_UDP_PORT,
    announcedIps: ips,
  },
  metrics,
  logger,
});
const sink = createRtmpSink(logger);
// Before anybody can ask for one to go on.
await completeRecordings(recordingsDir, logger);
const watch =
  mediamtx === null
    ? null
    : new MediamtxWatch({
        ...mediamtx,
        logger,
        programIds: () => programs.list().map(({ programId }) => programId),
        onIngest: (programId, ingest) => programs.noteIngest(programId, ingest),
        onAnswer: (isUp) => metrics.noteMediamtx(isUp),
      });

await Promise.all([
  listen(media, { port: env.GATEWAY_PORT, host: env.GATEWAY_HOST, setting: 'GATEWAY_PORT' }),
  listen(control, { port: env.GATEWAY_CONTROL_PORT, host: '127.0.0.1', setting: 'GATEWAY_CONTROL_PORT' }),
  listen(sink.server, { port: env.RTMP_SINK_PORT, host: '127.0.0.1', setting: 'RTMP_SINK_PORT' }),
]);
logger.info(
  { media: env.GATEWAY_PORT, control: env.GATEWAY_CONTROL_PORT, sink: env.RTMP_SINK_PORT },
  'gateway listens',
);

let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    void stop(signal);
  });
}

async function stop(signal: string): Promise<void> {
  logger.info({ signal }, 'gateway stops');
  media.close();
  watch?.close();
  await programs.close();
  control.close();
  control.closeAllConnections();
  media.closeAllConnections();
  sink.server.close();
  process.exit(0);
}

async function listen(server: Server, at: { port: number; host: string; setting: string }): Promise<void> {
  server.listen(at.port, at.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    logger.fatal(
      { err: error },
      `port ${at.port} cannot be used: change ${at.setting} or stop the program that has it`,
    );
    process.exit(1);
  }
}
