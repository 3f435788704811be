import { join } from 'node:path';
import type { Logger } from 'pino';
import type { RecordingStatus } from '@/lib/core/contract/gateway-control';
import type { Fmp4Sample } from '@/gateway/core/fmp4/fragment';
import { fragment } from '@/gateway/core/fmp4/fragment';
import { AUDIO_TRACK_ID, VIDEO_TRACK_ID, initSegment, withDuration } from '@/gateway/core/fmp4/init-segment';
import { accessUnitOf } from '@/gateway/core/h264/avcc';
import type { ResumePoint } from '@/gateway/net/fragment-file';
import { FragmentFile } from '@/gateway/net/fragment-file';
import { accessUnitIn } from './program-media';
import type { AudioConfig, MediaSink, ProgramAudio, ProgramVideo } from './program-media';

/**
 * Writes the program to <dir>/<recordingId>.mp4, a whole fragment every second: what is on disk plays, whenever the
 * process dies. A worker that comes back for the same recording goes on behind the last fragment.
 */
export interface RecorderOptions {
  recordingId: string;
  dir: string;
  /** `FragmentFile.open`, unless given. */
  openFile?(path: string): Promise<{ file: RecordingFile; resume: ResumePoint | null }>;
  audioConfig(): AudioConfig | null;
  onChange(): void;
  logger: Logger;
}

type RecordingFile = Pick<FragmentFile, 'bytes' | 'waitingBytes' | 'append' | 'rewriteStart' | 'close'>;

const FRAGMENT_MS = 1_000;
const VIDEO_TICKS_PER_MS = 90;
const AUDIO_TICKS_PER_MS = 48;
const AAC_FRAME_SAMPLES = 1024;
/** Frames kept while the file is being opened: the disk answers in milliseconds, or there is no recording. */
const PENDING_FRAMES_MAX = 600;
/** For a disk that takes nothing: a minute at 4 Mbit/s. Then fragments are left out until it has caught up. */
const WAITING_BYTES_MAX = 32 * 1024 * 1024;

export class Recorder implements MediaSink {
  readonly recordingId: string;
  readonly #options: RecorderOptions;
  readonly #opened: Promise<void>;
  #file: RecordingFile | null = null;
  #failure: unknown = null;
  #video: ProgramVideo[] = [];
  #audio: ProgramAudio[] = [];
  #init: Buffer | null = null;
  #sequence = 0;
  /** Program time that is 0 in the file. */
  #originMs: number | null = null;
  /** Where a resumed file goes on. */
  #resumeMs = 0;
  #videoEnd = 0;
  #audioEnd = 0;
  #isFinished = false;
  /** Not recorded, for the disk was too slow. */
  fragmentsLeftOut = 0;

  constructor(options: RecorderOptions) {
    this.recordingId = options.recordingId;
    this.#options = options;
    this.#opened = this.#open().catch((error: unknown) => this.#fail(error));
  }

  onVideo(frame: ProgramVideo): void {
    if (this.#failure !== null) return;
    if (this.#originMs === null) {
      if (!frame.isKeyframe || this.#options.audioConfig() === null) return;
      this.#originMs = frame.timeMs;
    }
    this.#video.push(frame);
    const first = this.#video[0];
    if (first !== undefined && frame.timeMs - first.timeMs >= FRAGMENT_MS) this.#flush(frame.timeMs);
    if (this.#video.length > PENDING_FRAMES_MAX)
      this.#fail(new Error('The disk does not take the recording.'));
  }

  onAudio(frame: ProgramAudio): void {
    if (this.#originMs === null || frame.timeMs < this.#originMs || this.#failure !== null) return;
    this.#audio.push(frame);
  }

  status(): RecordingStatus {
    const durationMs = Math.round(
      Math.max(this.#videoEnd / VIDEO_TICKS_PER_MS, this.#audioEnd / AUDIO_TICKS_PER_MS),
    );
    const running = this.#originMs === null ? 'waiting' : 'recording';
    const status = this.#failure !== null ? 'failed' : this.#isFinished ? 'finished' : running;
    return { recordingId: this.recordingId, status, bytes: this.#file?.bytes ?? 0, durationMs };
  }

  /** Writes what is left, and the true duration into the head. */
  async finish(): Promise<RecordingStatus> {
    await this.#opened;
    const lastVideo = this.#video.at(-1);
    if (lastVideo !== undefined) this.#flush(lastVideo.timeMs + 1000 / 30, true);
    if (this.#file !== null) {
      try {
        if (this.#init !== null)
          await this.#file.rewriteStart(withDuration(this.#init, this.status().durationMs));
        await this.#file.close();
      } catch (error) {
        this.#fail(error);
      }
    }
    this.#isFinished = true;
    return this.status();
  }

  async #open(): Promise<void> {
    const { dir, openFile = (path) => FragmentFile.open(path) } = this.#options;
    const { file, resume } = await openFile(join(dir, `${this.recordingId}.mp4`));
    if (resume !== null) {
      this.#init = resume.initBytes;
      this.#sequence = resume.sequence;
      this.#videoEnd = resume.endByTrack.get(VIDEO_TRACK_ID) ?? 0;
      this.#audioEnd = resume.endByTrack.get(AUDIO_TRACK_ID) ?? 0;
      this.#resumeMs = Math.max(this.#videoEnd / VIDEO_TICKS_PER_MS, this.#audioEnd / AUDIO_TICKS_PER_MS);
      this.#options.logger.info({ recordingId: this.recordingId, atMs: this.#resumeMs }, 'recording goes on');
    }
    this.#file = file;
    this.#options.onChange();
  }

  /** @param untilMs - program time at which the last frame of the fragment ends. */
  #flush(untilMs: number, isLast = false): void {
    const file = this.#file;
    const originMs = this.#originMs;
    if (file === null || originMs === null) return;
    // The newest frame opens the next fragment: its own duration is not known yet.
    const frames = isLast ? this.#video : this.#video.slice(0, -1);
    this.#video = isLast ? [] : this.#video.slice(-1);
    const audio = this.#audio;
    this.#audio = [];
    const first = frames[0];
    if (first === undefined) return;
    if (this.#init === null) this.#writeInit(file, first);
    const video = this.#videoRun(frames, untilMs, originMs);
    const sound = this.#audioRun(audio, originMs);
    if (file.waitingBytes > WAITING_BYTES_MAX) return this.#leaveOut();
    this.#sequence += 1;
    file
      .append(fragment(this.#sequence, { video, audio: sound }))
      .catch((error: unknown) => this.#fail(error));
  }

  /** Times go on: players see a hole, and what comes after it. */
  #leaveOut(): void {
    this.fragmentsLeftOut += 1;
    if (this.fragmentsLeftOut > 1) return;
    this.#options.logger.error(
      { recordingId: this.recordingId },
      'the disk is too slow: seconds of the recording are left out',
    );
  }

  #writeInit(file: RecordingFile, first: ProgramVideo): void {
    const audio = this.#options.audioConfig();
    if (audio === null) return;
    const { width, height, avcDecoderConfiguration } = first.config;
    const { audioSpecificConfig, kbps } = audio;
    this.#init = initSegment({
      width,
      height,
      avcDecoderConfiguration,
      audioSpecificConfig,
      audioKbps: kbps,
    });
    file.append(this.#init).catch((error: unknown) => this.#fail(error));
  }

  #videoRun(
    frames: readonly ProgramVideo[],
    untilMs: number,
    originMs: number,
  ): { baseTime: number; samples: Fmp4Sample[] } {
    const ticksAt = (timeMs: number): number =>
      Math.round((this.#resumeMs + timeMs - originMs) * VIDEO_TICKS_PER_MS);
    // Never before the end of what is written: decode times must rise over a resume too.
    const baseTime = Math.max(ticksAt(frames[0]?.timeMs ?? untilMs), this.#videoEnd);
    let at = baseTime;
    const samples = frames.map((frame, index) => {
      const endsAt = ticksAt(frames[index + 1]?.timeMs ?? untilMs);
      const duration = Math.max(1, endsAt - at);
      at += duration;
      return { duration, isSync: frame.isKeyframe, data: withParameterSets(frame) };
    });
    this.#videoEnd = at;
    return { baseTime, samples };
  }

  #audioRun(frames: readonly ProgramAudio[], originMs: number): { baseTime: number; samples: Fmp4Sample[] } {
    const first = frames[0];
    const wanted =
      first === undefined ? 0 : Math.round((this.#resumeMs + first.timeMs - originMs) * AUDIO_TICKS_PER_MS);
    const baseTime = Math.max(wanted, this.#audioEnd);
    const samples = frames.map(({ data }) => ({ duration: AAC_FRAME_SAMPLES, isSync: true, data }));
    if (samples.length > 0) this.#audioEnd = baseTime + samples.length * AAC_FRAME_SAMPLES;
    return { baseTime, samples };
  }

  #fail(error: unknown): void {
    if (this.#failure !== null) return;
    this.#failure = error;
    this.#video = [];
    this.#audio = [];
    this.#options.logger.error({ err: error, recordingId: this.recordingId }, 'recording failed');
    this.#options.onChange();
  }
}

/**
 * The head knows one SPS, and slate and successors bring others under the same number. So every key frame carries its
 * own: a player may come to it from anywhere.
 */
function withParameterSets(frame: ProgramVideo): Buffer {
  if (!frame.isKeyframe) return accessUnitIn(frame);
  return Buffer.concat([accessUnitOf([frame.config.sps, frame.config.pps]), accessUnitIn(frame)]);
}
