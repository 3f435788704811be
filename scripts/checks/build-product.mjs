// The bundles and pages that end to end tests run, built where sources changed. A step of `npm test` of its own, since
// the build would keep the runner from reading what the tests beside it write.
import { makeReady, root } from '../start/make-ready.mjs';

process.chdir(root);
await makeReady({ isDev: false });
