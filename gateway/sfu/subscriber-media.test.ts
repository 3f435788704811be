import { TrackInfo, TrackType } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { SubscriberMedia } from './subscriber-media';
import { UpTrack } from './up-track';

const CAMERA = { sid: 'TR_camera', type: TrackType.VIDEO, width: 1280, height: 720 };

describe('the choice of layers for a subscriber', () => {
  it('can be made while only the highest layer of three has sent anything', () => {
    const media: SubscriberMedia = new SubscriberMedia({
      payloadTypeOf: () => ({ payloadType: 96, rtxPayloadType: null }),
      transportCcId: 0,
      absSendTimeId: 0,
      colorSpaceId: 0,
      send: () => true,
      reallocate: () => media.allocate(0),
      wake: () => undefined,
      heldBack: () => undefined,
    });
    const up = new UpTrack({
      info: new TrackInfo(CAMERA),
      mid: '0',
      rids: ['q', 'h', 'f'],
      codec: 'vp8',
      clock: { offsetMs: 0 },
    });
    const down = media.subscribe(up, 'PA_guest');
    down.mid = '0';
    up.addLayer(1_234, 'f', 0);
    down.wish = { disabled: false, quality: null, width: 320, height: 180 };
    media.estimate(0);
    media.allocate(0);
    expect(down.target).toBe(2);
  });
});
