import { parseRtmpUrl } from '@/gateway/core/rtmp/rtmp-url';
import { desiredProgramSchema } from '@/lib/core/contract/gateway-control';
import { parseUntrusted } from '@/lib/core/contract/parse-untrusted';
import { LIMITS } from '@/lib/core/contract/limits';
import { promise, target } from '../fuzz-target';
import { VALUE } from '../mutate/value';

const RELAY = { relayId: 'd1', name: 'One', url: 'rtmp://a.example/live', backupUrl: null, key: 'sk_live' };
const PROGRAM = {
  programId: 'p1',
  title: 'Show',
  generation: 3,
  relays: [RELAY],
  recording: { recordingId: 'r1' },
};

/** The desired state of a program, as `PUT /v1/programs/{id}` takes it. */
export const controlBody = () =>
  target({
    name: 'control-body',
    kind: VALUE,
    sizeMax: 64 * 1024,
    dictionary: ['relays', 'recording', 'backupUrl', 'rtmp://', 'rtmps://a.example/live?x=y', '../../x'],
    corpus: [
      PROGRAM,
      { ...PROGRAM, recording: null, relays: [] },
      {
        ...PROGRAM,
        relays: [
          { ...RELAY, backupUrl: 'rtmps://b.example/live' },
          { ...RELAY, relayId: 'd2' },
        ],
      },
      { ...PROGRAM, recording: { recordingId: '../../etc/passwd' } },
      { ...PROGRAM, relays: [{ ...RELAY, url: 'rtmp://a\r\n/live' }] },
      null,
      [],
      'x',
    ],
    run: (body) => {
      const parsed = parseUntrusted(desiredProgramSchema, body);
      if (!parsed.success) {
        // As the control server words it: paths only, never a value, for a value could be a key.
        const where = parsed.error.issues.map((issue) => issue.path.join('.') || '(body)').join(', ');
        promise(!where.includes(RELAY.key), 'the refusal names a key');
        return 'invalid-input';
      }
      const { relays, recording, generation } = parsed.data;
      promise(Number.isSafeInteger(generation) && generation >= 0, `generation ${generation}`);
      promise(relays.length <= LIMITS.destinationsMax, 'more relays than destinations');
      promise(recording === null || /^[\w-]+$/.test(recording.recordingId), 'a recording id that is a path');
      const targets = relays.map((relay) => parseRtmpUrl(relay.url, relay.key));
      return targets.every((made) => made.ok) ? 'ok' : 'ok, with a relay that cannot run';
    },
  });
