import { readFileSync } from 'node:fs';
import { AddTrackRequest, ParticipantPermission, TrackSource, TrackType } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import type { MediaSection } from '../core/sfu-sdp/parse-offer';
import { parseOffer } from '../core/sfu-sdp/parse-offer';
import { Publications } from './publications';
import { PublisherMedia } from './publisher-media';
import type { UpTrack } from './up-track';

/** Recorded: Firefox 153 with livekit-client 2.23.0, a guest who sends microphone and camera. */
const FIREFOX = readFileSync('gateway/core/sfu-sdp/offers/firefox-153-guest.sdp', 'utf8');

function sendingSections(sdp: string): MediaSection[] {
  const offer = parseOffer(sdp.replace(/\r?\n/g, '\r\n'));
  if (typeof offer === 'string') throw new Error(offer);
  return offer.sections.filter(
    (section): section is MediaSection =>
      (section.kind === 'audio' || section.kind === 'video') && section.direction === 'sendonly',
  );
}

function participant(sources: readonly TrackSource[] = []): {
  publications: Publications;
  published: UpTrack[];
  answers: string[];
} {
  const published: UpTrack[] = [];
  const answers: string[] = [];
  const publications = new Publications(
    {
      permission: new ParticipantPermission({ canPublish: true, canPublishSources: [...sources] }),
      publisherMedia: new PublisherMedia(
        () => true,
        () => undefined,
      ),
      send: ({ case: kind, value }) =>
        void answers.push(kind === 'requestResponse' ? value.message : (kind ?? '')),
      trackPublished: (track) => published.push(track),
      trackUnpublished: () => undefined,
      trackMuted: () => undefined,
    },
    () => 0,
  );
  return { publications, published, answers };
}

const microphone = (cid: string): AddTrackRequest =>
  new AddTrackRequest({ cid, type: TrackType.AUDIO, source: TrackSource.MICROPHONE });
const camera = (cid: string): AddTrackRequest =>
  new AddTrackRequest({ cid, type: TrackType.VIDEO, source: TrackSource.CAMERA });
const sourcesByMid = (tracks: readonly UpTrack[]): (string | TrackSource)[][] =>
  tracks.map(({ mid, info }) => [mid, info.source]).sort();

describe('the tracks of a publisher', () => {
  it.each(['before', 'after'])(
    'are found for Firefox, whose msid names no track, with requests that come %s the offer',
    (when) => {
      const { publications, published } = participant();
      const ask = (): void => {
        for (const request of [microphone('{a-microphone}'), camera('{a-camera}')])
          publications.request(request);
      };
      if (when === 'before') ask();
      publications.offered(sendingSections(FIREFOX));
      if (when === 'after') ask();
      expect(sourcesByMid(published)).toEqual([
        ['7', TrackSource.MICROPHONE],
        ['8', TrackSource.CAMERA],
      ]);
      expect(published.find(({ kind }) => kind === 'video')?.rids).toEqual(['q', 'h', 'f']);
      publications.release();
    },
  );

  it('are never another than the one asked for, where the msid names the track', () => {
    const { publications, published } = participant();
    const sections = sendingSections(FIREFOX.replaceAll(/(a=msid:\S+) \{(.+)\}/g, '$1 $2'));
    // The request for the offered camera is still on its way; that of a screen is there.
    publications.request(camera('the-screen'));
    publications.offered(sections);
    expect(published).toEqual([]);
    publications.request(camera(sections[1]?.msidTrack ?? ''));
    expect(published.map(({ mid }) => mid)).toEqual(['8']);
    publications.release();
  });
});

describe('[SG20] a token that names its sources', () => {
  it('allows one track of each, and its successor', () => {
    const { publications, published, answers } = participant([TrackSource.CAMERA, TrackSource.MICROPHONE]);
    publications.request(camera('{a-camera}'));
    publications.offered(sendingSections(FIREFOX));
    expect(sourcesByMid(published)).toHaveLength(1);
    publications.request(camera('second'));
    // The same again is no third.
    publications.request(camera('second'));
    publications.request(camera('third'));
    publications.request(microphone('voice'));
    const screen = { type: TrackType.VIDEO, source: TrackSource.SCREEN_SHARE };
    publications.request(new AddTrackRequest({ cid: 'screen', ...screen }));
    const yes = 'trackPublished';
    expect(answers).toEqual([yes, yes, yes, 'too-many-of-a-source', yes, 'publish-not-allowed']);
    publications.remove(published[0]!);
    publications.request(camera('third'));
    expect(answers.at(-1)).toBe(yes);
  });
});
