import { refuse, type Result } from '@/lib/core/contract/error-codes';
import { SCENE_PICTURE } from '@/lib/core/contract/limits';
import { scenePictureSchema, type ScenePicture } from '@/lib/core/contract/realtime';
import { parseUntrusted } from '@/lib/core/contract/parse-untrusted';
import type { ShowState } from '@/lib/core/contract/show-state';
import { checkStill } from './check-still';
import { TokenBucket } from './token-bucket';

/** Twice the pace of an honest engine: timers drift, and a reconnect may bring two at once. */
const RATE = { burst: 3, perSecond: 2_000 / SCENE_PICTURE.everyMs };

/** The still pictures of scenes that one studio page shows to remotes: judged here, passed on, never kept. */
export class ScenePictures {
  readonly #rate: TokenBucket;

  constructor(nowMs: number) {
    this.#rate = new TokenBucket(RATE, nowMs);
  }

  /** @returns the picture when this page draws the program and may show it now. */
  accept(state: ShowState, clientId: string, raw: unknown, nowMs: number): Result<ScenePicture> {
    const { lease, scenes } = state;
    if (lease.status !== 'held' || lease.engineId !== clientId)
      return refuse('forbidden', 'Only the studio page that draws the program shows scenes.');
    if (!this.#rate.take(nowMs)) return refuse('rate-limited', 'Too many pictures at once.');
    const message = parseUntrusted(scenePictureSchema, raw);
    if (!message.success) return refuse('invalid-input', 'This is not a picture of a scene.');
    const { sceneId, jpeg } = message.data;
    if (!scenes.some((scene) => scene.sceneId === sceneId)) return refuse('not-found', 'This scene is gone.');
    const still = checkStill(jpeg);
    return still.ok ? { ok: true, value: { sceneId, jpeg: still.value } } : still;
  }
}
