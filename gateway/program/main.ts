import pino from 'pino';
import type { FromWorker, ToWorker } from './messages';
import { Program } from './program';

/**
 * Entry of a program worker: one process per program, forked by the gateway. It holds no state that the desired
 * state does not bring back, so it may die at any time. When its parent dies, it goes too.
 */
const logger = pino({
  name: 'program',
  level: process.env['LOG_LEVEL'] ?? 'info',
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: ['key', '*.key', 'relays[*].key', 'authorization', 'token'], censor: '[secret]' },
});

const LAST_WORDS_MS = 100;

let program: Program | null = null;

process.on('message', (message: ToWorker) => void handle(message));
process.on('disconnect', () => process.exit(0));
// Ctrl+C reaches the whole process group; the parent decides when a worker ends.
process.on('SIGINT', () => logger.debug('left to the parent'));
process.on('SIGTERM', () => void end());
tell({ type: 'ready' });

async function handle(message: ToWorker): Promise<void> {
  if (message.type === 'start') {
    program ??= new Program(message.settings, logger.child({ programId: message.settings.programId }), tell);
    return;
  }
  if (program === null) return;
  switch (message.type) {
    case 'desired':
      program.apply(message.program);
      return;
    case 'offer':
      await answer(program, message);
      return;
    case 'trickle':
      program.trickle(message.sessionId, message.candidates);
      return;
    case 'close-session':
      program.closeSession(message.sessionId);
      return;
    case 'retry':
      program.retry(message.relayId);
      return;
    case 'slate':
      program.useSlate(message.slateId, Buffer.from(message.bytes));
      return;
    case 'ingest':
      program.noteIngest(message.ingest);
      return;
    case 'end':
      await end();
  }
}

async function answer(at: Program, message: Extract<ToWorker, { type: 'offer' }>): Promise<void> {
  const { requestId } = message;
  try {
    tell({ type: 'answer', requestId, result: await at.answer(message) });
  } catch (error) {
    logger.error({ err: error, sessionId: message.sessionId }, 'offer failed');
    const refusal = { code: 'internal' as const, message: 'The gateway could not open a media session.' };
    tell({ type: 'answer', requestId, result: { ok: false, refusal } });
  }
}

async function end(): Promise<void> {
  await program?.end();
  // What was told last goes out over the fork's channel.
  setTimeout(() => process.exit(0), LAST_WORDS_MS);
}

function tell(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}
