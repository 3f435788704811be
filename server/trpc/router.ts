import { router } from './init';
import { accountRouter } from './account/account-router';
import { auditRouter } from './audit/audit-router';
import { destinationsRouter } from './destinations/destinations-router';
import { doctorRouter } from './doctor/doctor-router';
import { invitesRouter } from './invites/invites-router';
import { scenesRouter } from './scenes/scenes-router';
import { setupRouter } from './setup/setup-router';
import { showsRouter } from './shows/shows-router';
import { teamRouter } from './team/team-router';

/** Every procedure of the product. A namespace is a folder, a procedure a file. */
export const appRouter = router({
  setup: setupRouter,
  account: accountRouter,
  shows: showsRouter,
  scenes: scenesRouter,
  invites: invitesRouter,
  destinations: destinationsRouter,
  team: teamRouter,
  audit: auditRouter,
  doctor: doctorRouter,
});

export type AppRouter = typeof appRouter;
