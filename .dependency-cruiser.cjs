// Run twice in CI: `depcruise` (source graph, sees type-only imports) and
// `DEPCRUISE_GRAPH=runtime depcruise` (type-only imports erased; the only one where `reachable` is honest).
const runtime = process.env.DEPCRUISE_GRAPH === 'runtime';
const CORE = '^(lib|gateway)/core/';
// `react/jsx-runtime`: the runtime pass compiles every file as TSX and reads the generic in `<T>(value: T) =>` as an element.
const CORE_MAY_USE = [
  CORE,
  'node_modules/(zod|@bufbuild/protobuf|@livekit/protocol)/',
  ...(runtime ? ['node_modules/react/jsx-runtime'] : []),
];
// Benches, fuzzing and interop trials stand with the tests: they try the product from inside, and no product code may use them.
const TEST = '[.](test|fuzz)[.]tsx?$|/testing/|^scripts/(bench|faults|fuzz|soak)/';
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
const both = [
  rule('no-cycles', 'split the shared part out', {}, { circular: true }),
  rule(
    'core-is-pure',
    'core/ = values in, values out',
    { path: CORE, pathNot: TEST },
    { pathNot: CORE_MAY_USE },
  ),
  rule(
    'lib-core-before-gateway-core',
    'gateway may use lib/core, never the reverse',
    { path: '^lib/' },
    { path: '^gateway/' },
  ),
  rule(
    'ui-knows-no-product',
    'components/ui is a design system',
    { path: '^components/ui/' },
    { path: '^(components/(?!ui/)|lib/browser/|server/|app/)' },
  ),
  rule(
    'screens-are-islands',
    'compose screens in app/',
    { path: '^components/([^/]+)/' },
    { path: '^components/', pathNot: ['^components/$1/', '^components/(ui|shared)/'] },
  ),
  rule(
    'slices-are-islands',
    'compose slices in trpc/realtime',
    { path: '^server/domain/([^/]+)/' },
    { path: '^server/domain/[^/]+/', pathNot: ['^server/domain/$1/', '^server/domain/audit/'] },
  ),
  rule(
    'domain-knows-no-transport',
    'ports in, values out',
    { path: '^server/(domain|db)/' },
    {
      path: '^(server/(trpc|realtime|http|main)|app/|components/|lib/browser/)|node_modules/(next|socket[.]io|@trpc)/',
    },
  ),
  rule(
    'domain-knows-no-database',
    'repositories arrive through ports',
    { path: '^server/domain/' },
    { path: '^server/db/' },
  ),
  rule(
    'transports-use-domain',
    'no queries in routers or socket handlers',
    { path: '^server/(trpc|realtime)/' },
    { path: '^server/db/' },
  ),
  rule(
    'only-db-touches-prisma',
    '',
    { path: '^(app|components|lib|server|gateway)/', pathNot: '^server/db/' },
    { path: 'node_modules/([.]prisma|@prisma)/' },
  ),
  rule(
    'gateway-is-its-own-program',
    '',
    { path: '^gateway/' },
    { path: '^(app|components|server|prisma|lib/browser)/' },
  ),
  rule(
    'gateway-has-one-door',
    'others speak lib/core/contract/gateway-control',
    { pathNot: '^(gateway|e2e|scripts/(bench|faults|fuzz|soak))/|^server/main[.]ts$' },
    { path: '^gateway/' },
  ),
  rule('app-is-a-leaf', 'nobody imports routes', { pathNot: '^app/' }, { path: '^app/' }),
  rule('no-tests-in-product', '', { pathNot: TEST + '|^e2e/' }, { path: TEST + '|^e2e/' }),
];
const runtimeOnly = [
  rule(
    'a-remote-draws-nothing',
    'a phone loads no compositor, no room, no media: take what both pages share out of the studio',
    { path: '^components/studio/remote/', pathNot: TEST },
    {
      path: '^lib/browser/(compositor|room|engine|media|whip)/|node_modules/(livekit-client|mediabunny)/',
      reachable: true,
    },
  ),
  rule(
    'browser-runs-no-server-code',
    '`import type { AppRouter }` is fine',
    { path: '^(components|lib)/' },
    { path: '^(server|prisma)/' },
  ),
  rule(
    'browser-never-reaches-db',
    'not even through three files',
    { path: '^(components|lib)/' },
    { path: '^server/db/', reachable: true },
  ),
];
module.exports = {
  forbidden: runtime ? [...both, ...runtimeOnly] : both,
  options: {
    // Generated code has cycles of its own, which are not ours to split.
    doNotFollow: { path: 'node_modules|^generated/' },
    tsPreCompilationDeps: !runtime,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
