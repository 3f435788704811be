import type { ProgramClip } from '@/lib/core/contract/media';
import type { ProgramScene, SceneDocument } from '@/lib/core/contract/scene-document';
import { clipLayer, clipOps, type ClipLayer, type ClipPicture } from '@/lib/core/layout/clip-ops';
import { loopFeedId, type DrawOp } from '@/lib/core/layout/draw-list';
import type { CanvasSize } from '@/lib/core/layout/placement';
import type { Renderer } from '../renderer';
import { OpenAhead } from '../../../media/open-ahead';
import type { BrokenMedia } from './broken-media';
import { ClipPlayer } from './clip-player';
import { openClip, openStill, type PictureSource } from './picture-source';

/** The start that the page guessed and the one that the server decided are the same playback. */
const SAME_START_MS = 1_000;

export interface ClipStageParts {
  renderer: Pick<Renderer, 'accept' | 'forget'>;
  onBroken: (broken: BrokenMedia) => void;
}

/** Every file that plays in the pictures: the clip over the feeds, and backgrounds that loop. */
export class ClipStage {
  readonly #parts: ClipStageParts;
  #clip: { feedId: string; clip: ProgramClip; player: ClipPlayer } | null = null;
  /** Made anew when what they depend on changes: renderers keep what they made of the same array. */
  #rest: { key: string; ops: readonly DrawOp[] } | null = null;
  readonly #loops = new Map<string, ClipPlayer>();
  readonly #ahead: OpenAhead<PictureSource>;
  readonly #backgrounds = new Map<'program' | 'preview', readonly string[]>();

  constructor(parts: ClipStageParts) {
    this.#parts = parts;
    this.#ahead = new OpenAhead();
  }

  /** Complete: what this scene does not name is let go. */
  putProgram({ clip, clipsAhead = [], document, change }: ProgramScene): void {
    this.#putClip(clip ?? null);
    this.#ahead.put(new Map(clipsAhead.map(({ assetId, kind }) => [assetId, openerOf(assetId, kind)])));
    this.#putBackgrounds('program', [document, ...(change ? [change.from.document] : [])]);
  }

  putPreview(scene: ProgramScene | null): void {
    this.#putBackgrounds('preview', scene ? [scene.document] : []);
  }

  /** Shows what is due. @param nowMs - server time, of the frame that is drawn next. */
  tick(nowMs: number): void {
    if (this.#clip) this.#clip.player.tick(nowMs - this.#clip.clip.startedAtMs);
    // By the clock alone, so that every studio shows the same part of the loop.
    for (const player of this.#loops.values()) player.tick(nowMs);
  }

  /** What lies over the feeds at `nowMs`, server time; null while that is nothing. */
  layer(nowMs: number, canvas: CanvasSize): ClipLayer | null {
    if (!this.#clip) return null;
    const { clip, feedId, player } = this.#clip;
    const { picture } = player;
    return (
      picture && clipLayer(clip, { ops: this.#opsOf(clip, picture, { feedId, canvas }), picture }, nowMs)
    );
  }

  #opsOf(
    { fit }: ProgramClip,
    picture: ClipPicture,
    place: { feedId: string; canvas: CanvasSize },
  ): readonly DrawOp[] {
    const key = JSON.stringify([fit, picture, place]);
    if (this.#rest?.key !== key) this.#rest = { key, ops: clipOps({ fit }, picture, place) };
    return this.#rest.ops;
  }

  close(): void {
    this.#dropClip();
    for (const player of this.#loops.values()) player.close();
    this.#loops.clear();
    this.#ahead.close();
  }

  #putClip(clip: ProgramClip | null): void {
    const { clip: before } = this.#clip ?? {};
    const isSame =
      clip?.mediaId === before?.mediaId &&
      clip?.assetId === before?.assetId &&
      clip?.loop === before?.loop &&
      Math.abs((clip?.startedAtMs ?? 0) - (before?.startedAtMs ?? 0)) < SAME_START_MS;
    if (isSame && this.#clip && clip) {
      this.#clip.clip = clip;
      return;
    }
    this.#dropClip();
    if (!clip) return;
    const { mediaId, assetId, startedAtMs, kind, loop, durationMs } = clip;
    const feedId = `clip:${mediaId}:${startedAtMs}`;
    const player = this.#newPlayer(feedId, {
      assetId,
      kind,
      loop,
      roundMs: durationMs,
      // The playback as it is then: the server may have corrected its start.
      playback: () => (this.#clip ? { mediaId, startedAtMs: this.#clip.clip.startedAtMs } : null),
    });
    this.#clip = { feedId, clip, player };
  }

  #dropClip(): void {
    if (!this.#clip) return;
    this.#clip.player.close();
    this.#parts.renderer.forget(this.#clip.feedId);
    this.#clip = null;
  }

  #putBackgrounds(output: 'program' | 'preview', documents: readonly SceneDocument[]): void {
    const assetIds = documents.flatMap(({ background }) =>
      background.kind === 'video' ? [background.assetId] : [],
    );
    this.#backgrounds.set(output, assetIds);
    const wanted = new Set([...this.#backgrounds.values()].flat());
    for (const [assetId, player] of this.#loops) {
      if (wanted.has(assetId)) continue;
      player.close();
      this.#parts.renderer.forget(loopFeedId(assetId));
      this.#loops.delete(assetId);
    }
    for (const assetId of wanted) {
      if (this.#loops.has(assetId)) continue;
      const feedId = loopFeedId(assetId);
      const options = { assetId, kind: 'video', loop: true, roundMs: null, playback: () => null } as const;
      this.#loops.set(assetId, this.#newPlayer(feedId, options));
    }
  }

  #newPlayer(
    feedId: string,
    options: {
      assetId: string;
      kind: ProgramClip['kind'];
      loop: boolean;
      roundMs: number | null;
      playback: () => BrokenMedia['clip'];
    },
  ): ClipPlayer {
    const { assetId, kind, loop, roundMs, playback } = options;
    return new ClipPlayer({
      open: () => this.#ahead.take(assetId, openerOf(assetId, kind)),
      loop,
      roundMs,
      show: (frame) => this.#parts.renderer.accept(feedId, frame),
      onBroken: () => this.#parts.onBroken({ assetId, clip: playback() }),
    });
  }
}

const openerOf =
  (assetId: string, kind: ProgramClip['kind']): (() => Promise<PictureSource>) =>
  () =>
    kind === 'image' ? openStill(assetId) : openClip(assetId);
