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

function participant(): { publications: Publications; published: UpTrack[] } {
  const published: UpTrack[] = [];
  const publications = new Publications(
    {
      permission: new ParticipantPermission({ canPublish: true }),
      publisherMedia: new PublisherMedia(
        () => true,
        () => undefined,
      ),
      send: () => undefined,
      trackPublished: (track) => published.push(track),
      trackUnpublished: () => undefined,
      trackMuted: () => undefined,
    },
    () => 0,
  );
  return { publications, published };
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
