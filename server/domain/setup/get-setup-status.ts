import type { SetupDeps } from './ports';

/** Whether somebody owns this installation already. */
export async function getSetupStatus(deps: Pick<SetupDeps, 'setup'>): Promise<{ isSetUp: boolean }> {
  return { isSetUp: await deps.setup.isSetUp() };
}
