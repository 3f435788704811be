import { createLog } from '../log';
import { expect, it } from 'vitest';
import { restartOnChange } from './restart-on-change';
import { Supervision } from './supervision';

it('every folder that `npm run dev` watches is there', async () => {
  const { logger } = createLog({ level: 'silent', name: 'test' });
  const supervision = new Supervision({ logger, onLine: () => undefined, nowMs: () => 0 });
  const endWatching = restartOnChange(process.cwd(), supervision);
  await expect(endWatching()).resolves.toBeUndefined();
});
