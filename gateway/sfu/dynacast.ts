import { SubscribedCodec, SubscribedQuality, SubscribedQualityUpdate, VideoQuality } from '@livekit/protocol';
import { LayersInUse } from '../core/layer-selection/layers-in-use';
import type { UpTrack } from './up-track';

const QUALITY_OF_RID: Record<string, VideoQuality> = {
  q: VideoQuality.LOW,
  h: VideoQuality.MEDIUM,
  f: VideoQuality.HIGH,
};
const QUALITIES = [VideoQuality.LOW, VideoQuality.MEDIUM, VideoQuality.HIGH];

/** Tells one publisher which layers of its tracks have no use, so that its uplink and its battery are spared. */
export class Dynacast {
  readonly #layers = new Map<string, LayersInUse>();

  /** @param tracks - all that the participant publishes. @returns what to tell it now. */
  poll(tracks: Iterable<UpTrack>, nowMs: number): SubscribedQualityUpdate[] {
    const updates: SubscribedQualityUpdate[] = [];
    const known = new Set<string>();
    for (const track of tracks) {
      if (track.kind === 'audio') continue;
      known.add(track.sid);
      const layers = this.#layers.get(track.sid) ?? new LayersInUse();
      this.#layers.set(track.sid, layers);
      const highest = layers.poll(track.wantedLayer(), track.layers.length - 1, nowMs);
      if (highest !== null) updates.push(describe(track, highest));
    }
    for (const sid of this.#layers.keys()) if (!known.has(sid)) this.#layers.delete(sid);
    return updates;
  }
}

function describe(track: UpTrack, highest: number): SubscribedQualityUpdate {
  const isTop = highest === track.layers.length - 1;
  const limit = isTop ? VideoQuality.HIGH : (QUALITY_OF_RID[track.rids[highest] ?? ''] ?? VideoQuality.HIGH);
  const subscribedQualities = QUALITIES.map(
    (quality) => new SubscribedQuality({ quality, enabled: highest >= 0 && quality <= limit }),
  );
  return new SubscribedQualityUpdate({
    trackSid: track.sid,
    subscribedQualities,
    subscribedCodecs: [new SubscribedCodec({ codec: track.codec, qualities: subscribedQualities })],
  });
}
