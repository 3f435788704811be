import { router } from './init';
import { accountRouter } from './account/account-router';
import { assetsRouter } from './assets/assets-router';
import { auditRouter } from './audit/audit-router';
import { brandRouter } from './brand/brand-router';
import { broadcastsRouter } from './broadcasts/broadcasts-router';
import { destinationsRouter } from './destinations/destinations-router';
import { doctorRouter } from './doctor/doctor-router';
import { invitesRouter } from './invites/invites-router';
import { joinRouter } from './join/join-router';
import { recordingsRouter } from './recordings/recordings-router';
import { scenesRouter } from './scenes/scenes-router';
import { setupRouter } from './setup/setup-router';
import { showsRouter } from './shows/shows-router';
import { studioRouter } from './studio/studio-router';
import { teamRouter } from './team/team-router';
import { watchRouter } from './watch/watch-router';

/** Every procedure of the product. A namespace is a folder, a procedure a file. */
export const appRouter = router({
  setup: setupRouter,
  account: accountRouter,
  shows: showsRouter,
  scenes: scenesRouter,
  invites: invitesRouter,
  destinations: destinationsRouter,
  team: teamRouter,
  assets: assetsRouter,
  audit: auditRouter,
  doctor: doctorRouter,
  join: joinRouter,
  studio: studioRouter,
  watch: watchRouter,
  brand: brandRouter,
  broadcasts: broadcastsRouter,
  recordings: recordingsRouter,
});

export type AppRouter = typeof appRouter;
