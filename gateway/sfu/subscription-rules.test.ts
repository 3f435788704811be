import { SubscriptionPermission, TrackPermission } from '@livekit/protocol';
import { expect, it } from 'vitest';
import { SubscriptionRules } from './subscription-rules';

const ben = { sid: 'PA_ben', identity: 'ben' };
const cleo = { sid: 'PA_cleo', identity: 'cleo' };

it('lets everybody subscribe at first, and nobody when a publisher closes its tracks', () => {
  const rules = new SubscriptionRules();
  expect(rules.allows(ben, 'TR_a')).toBe(true);
  rules.set(new SubscriptionPermission({ allParticipants: false }));
  expect(rules.allows(ben, 'TR_a')).toBe(false);
});

it('lets those subscribe that are named, by identity or sid, to all tracks or to some', () => {
  const rules = new SubscriptionRules();
  rules.set(
    new SubscriptionPermission({
      trackPermissions: [
        new TrackPermission({ participantIdentity: 'ben', allTracks: true }),
        new TrackPermission({ participantSid: 'PA_cleo', trackSids: ['TR_a'] }),
        new TrackPermission({ allTracks: true }),
      ],
    }),
  );
  const seen = [ben, cleo, { sid: '', identity: '' }].map((who) =>
    ['TR_a', 'TR_b'].map((sid) => rules.allows(who, sid)),
  );
  expect(seen).toEqual([
    [true, true],
    [true, false],
    [false, false],
  ]);
});
