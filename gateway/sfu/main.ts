import { initLogger } from 'node-datachannel';
import pino from 'pino';
import { readConfig } from './env';
import { SfuServer } from './server';

const config = readConfig(process.env);
if ('mistakes' in config) {
  process.stderr.write(`sfu: wrong settings\n${config.mistakes.map((mistake) => `  ${mistake}\n`).join('')}`);
  process.exit(2);
}

const logger = pino({
  name: 'sfu',
  level: config.logLevel,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: [
    'apiSecret',
    '*.apiSecret',
    'token',
    '*.token',
    'access_token',
    '*.access_token',
    'authorization',
    '*.authorization',
  ],
});
initLogger('Error', (level, message) => logger.warn({ native: level, detail: message }, 'libdatachannel'));
const server = new SfuServer(config, logger);

let isStopping = false;
async function stop(signal: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  logger.info({ signal }, 'sfu stopping');
  await server.close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));

try {
  await server.listen();
} catch (error) {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const text = isTaken
    ? `port ${config.port} is taken; set SFU_PORT to a free one`
    : `cannot listen: ${String(error)}`;
  process.stderr.write(`sfu: ${text}\n`);
  process.exit(1);
}
