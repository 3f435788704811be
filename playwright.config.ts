import { defineConfig } from '@playwright/test';

/**
 * Tests drive a real Chromium of the system (CHROMIUM overrides its place) with made-up cameras and microphones. Each
 * starts the product itself, on private ports with a data folder of its own.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Media on two cores: a second browser beside the first would measure the machine, not the product.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  retries: 0,
  use: {
    trace: 'retain-on-failure',
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
