import { defineConfig } from '@playwright/test';

/**
 * Tests drive a real Chromium of the system (CHROMIUM overrides its place) with made-up cameras and microphones. One
 * product serves the whole run, on private ports with a data folder of its own; the first-run project sets it up.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/support/global-setup.ts',
  projects: [
    { name: 'first-run', testMatch: 'first-run.spec.ts' },
    { name: 'screens', testIgnore: ['first-run.spec.ts', 'faults.spec.ts'], dependencies: ['first-run'] },
    // Last of all, by its place in this list: it takes parts of the product down. No dependency on `screens`, or one
    // failure there would keep it from running.
    { name: 'faults', testMatch: 'faults.spec.ts', dependencies: ['first-run'] },
  ],
  // Media on two cores: a second browser beside the first would measure the machine, not the product.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  retries: 0,
  use: {
    trace: process.env.CI ? { mode: 'retain-on-failure', screenshots: false, snapshots: false } : 'off',
    screenshot: 'only-on-failure',
    permissions: ['camera', 'microphone'],
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
});
