import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian's packages that only tests need. The product needs none of them. */
const TOOLS = [
  { package: 'chromium', isThere: () => findChromium() !== null },
  { package: 'nginx', isThere: () => hasCommand('nginx') || existsSync('/usr/sbin/nginx') },
  {
    package: 'libnginx-mod-rtmp',
    isThere: () =>
      ['/usr/lib/nginx/modules/ngx_rtmp_module.so', '/usr/share/nginx/modules/ngx_rtmp_module.so'].some(
        existsSync,
      ),
  },
  { package: 'ffmpeg', isThere: () => hasCommand('ffmpeg') && hasCommand('ffprobe') },
];
const CHROMIUM_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Installs what is missing where that is possible, else ends the process with what to install. @returns Chromium's path. */
export function installTestTools() {
  const missing = TOOLS.filter((tool) => !tool.isThere()).map((tool) => tool.package);
  if (missing.length > 0) install(missing);
  const chromium = findChromium();
  if (chromium !== null) return chromium;
  console.error('Chromium was not found. Set CHROMIUM to the path of a Chromium or Chrome.');
  return process.exit(1);
}

function install(missing) {
  const canInstall = process.getuid?.() === 0 && hasCommand('apt-get');
  if (!canInstall) {
    console.error(
      `The tests need ${missing.join(', ')}. On Debian or Ubuntu: sudo apt-get install ${missing.join(' ')}`,
    );
    process.exit(1);
  }
  console.log(`Installing ${missing.join(', ')} ...`);
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  execFileSync('apt-get', ['update', '-qq'], options);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], options);
}

function findChromium() {
  const places = process.env.CHROMIUM ? [process.env.CHROMIUM] : CHROMIUM_PLACES;
  return places.find((place) => existsSync(place)) ?? null;
}

function hasCommand(name) {
  return spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;
}
