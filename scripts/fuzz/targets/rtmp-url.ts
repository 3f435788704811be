import { parseRtmpUrl } from '@/gateway/core/rtmp/rtmp-url';
import { checkDestinationUrl } from '@/lib/core/presets/check-destination-url';
import { resolvePresets } from '@/lib/core/presets/destination-presets';
import { promise, target } from '../fuzz-target';
import { TEXT } from '../mutate/text';

const PRESETS = resolvePresets({ rtmpSinkPort: 1936 });

/** Addresses of destinations, as people paste them and as the control API hands them on. */
export const rtmpUrl = () =>
  target({
    name: 'rtmp-url',
    kind: TEXT,
    sizeMax: 4_096,
    dictionary: [
      'rtmp://',
      'rtmps://',
      ':0',
      ':65536',
      ':1935',
      '[::1]',
      '@',
      '?a=b',
      '#',
      '//',
      'localhost',
      '169.254.169.254',
    ],
    corpus: [
      'rtmp://a.example/live',
      'rtmps://[2001:db8::1]:443/app/inst?x=y&z',
      'rtmp://user:pass@a.example/live',
      'rtmp://a.example:99999/live',
      'rtmp://a.example:0/live',
      'rtmp://a.example',
      'http://a.example/live',
      'rtmp://a.example/live\r\nX: y',
      'rtmp://0x7f000001/live',
      `rtmp://${'a'.repeat(300)}/${'b/'.repeat(200)}`,
    ],
    run: (url) => {
      const problems = PRESETS.map((preset) => checkDestinationUrl(preset, url));
      const parsed = parseRtmpUrl(url, 'key');
      parseRtmpUrl(url, '');
      if (!parsed.ok) {
        promise(parsed.detail.length < 200, 'the refusal repeats the address');
        return 'refused';
      }
      const { host, port, app, tcUrl } = parsed.target;
      promise(host !== '' && app !== '', 'no host or no application');
      promise(Number.isInteger(port) && port >= 1 && port <= 65_535, `port ${port}`);
      promise(!/[\s\0]/.test(host + tcUrl.slice(0, 8)), 'white space in a host');
      return problems.includes(null) ? 'ok' : `ok for the gateway, but ${problems[0]}`;
    },
  });
