import { parseGatewayEnv } from '@/gateway/env';
import { readConfig } from '@/gateway/sfu/env';
import { parseEnv } from '@/server/env';
import { promise, target } from '../fuzz-target';
import { TEXT } from '../mutate/text';

const SECRET = 'correct-horse-battery-staple-0123456789';
const WEB = [
  'PORT=3000',
  'PUBLIC_URL=https://studio.example.org/',
  'DATABASE_URL=postgres://a:b@localhost/x',
  'LIVEKIT_URL=wss://room.example.org',
  'LIVEKIT_API_KEY=key',
  `LIVEKIT_API_SECRET=${SECRET}`,
  'ANNOUNCED_IPS=10.0.0.1, ::1',
  'LOG_LEVEL=debug',
];
const MEDIA = [
  `GATEWAY_CONTROL_TOKEN=${SECRET}`,
  `WHIP_TOKEN_SECRET=${SECRET}`,
  'GATEWAY_PROGRAMS_MAX=4',
  'SFU_UDP_PORT=7882',
  'HTTPS_CERT=/a',
  'DATA_DIR=/tmp/x',
];
const lines = (list: readonly string[]): string => list.join('\r\n');

/** The environment of the three programs, one `NAME=value` a line. Mistakes are named; secrets are not. */
export const settings = () =>
  target({
    name: 'settings',
    kind: TEXT,
    dictionary: [
      'PORT=',
      'PUBLIC_URL=',
      'http://',
      'postgres://',
      '0x10',
      '1e3',
      ' ',
      'HTTPS_KEY=/b',
      'ANNOUNCED_IPS=::ffff:1.2.3.4',
      '\r\nGITHUB_CLIENT_ID=x',
    ],
    corpus: [
      lines([...WEB, ...MEDIA]),
      lines(WEB),
      lines(MEDIA),
      '',
      'PORT=99999',
      'PUBLIC_URL=javascript:alert(1)',
      'PORT=7880',
    ],
    run: (text) => {
      const variables = Object.fromEntries(
        text.split('\r\n').map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]),
      );
      const web = parseEnv(variables);
      const gateway = parseGatewayEnv(variables as NodeJS.ProcessEnv);
      const sfu = readConfig(variables);
      const mistakes = [
        ...(web.ok ? [] : web.mistakes),
        ...(gateway.ok ? [] : gateway.mistakes),
        ...('mistakes' in sfu ? sfu.mistakes : []),
      ];
      promise(
        mistakes.every((line) => line !== ''),
        'a mistake without words',
      );
      for (const [name, value] of Object.entries(variables).filter(([name]) =>
        /SECRET|TOKEN|KEY|DATABASE_URL/.test(name),
      )) {
        const said = mistakes.filter((line) => line.startsWith(name));
        promise(
          !value.includes('horse-battery') || !said.some((line) => line.slice(name.length).includes(value)),
          'a secret is printed',
        );
      }
      if (web.ok) {
        promise(Number.isInteger(web.env.port), 'a port that is none');
        promise(/^https?:\/\/[^/]/.test(web.env.publicUrl), 'an origin that is none');
      }
      return [web.ok, gateway.ok, !('mistakes' in sfu)].map((ok) => (ok ? 'ok' : 'refused')).join('/');
    },
  });
