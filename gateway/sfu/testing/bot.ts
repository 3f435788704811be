import {
  AudioFrame,
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
  VideoStream,
  type LocalTrackPublication,
  type RemoteTrack,
} from '@livekit/rtc-node';
import type { RunningSfu } from './start-sfu';
import type { VideoGrant } from 'livekit-server-sdk';

const WIDTH = 640;
const HEIGHT = 360;

/** An unmodified rtc-node client that publishes a grey picture and a tone and looks at what it is sent. */
export class Bot {
  readonly room = new Room();
  readonly seen: string[] = [];
  /** Mean luma and size of the last frame of each remote identity. */
  readonly pictures = new Map<string, { luma: number; width: number; height: number; frames: number }>();
  readonly peaks = new Map<string, number>();
  readonly #timers: NodeJS.Timeout[] = [];

  static async join(sfu: RunningSfu, identity: string, grant: VideoGrant = {}): Promise<Bot> {
    const bot = new Bot();
    bot.#listen();
    await bot.room.connect(sfu.wsUrl, await sfu.token(identity, grant), {
      autoSubscribe: true,
      dynacast: false,
    });
    return bot;
  }

  async publishGrey(luma: number, simulcast = false): Promise<LocalTrackPublication> {
    const source = new VideoSource(WIDTH, HEIGHT);
    const track = LocalVideoTrack.createVideoTrack('grey', source);
    const data = new Uint8Array((WIDTH * HEIGHT * 3) / 2).fill(128);
    data.fill(luma, 0, WIDTH * HEIGHT);
    this.#timers.push(
      setInterval(() => source.captureFrame(new VideoFrame(data, WIDTH, HEIGHT, VideoBufferType.I420)), 66),
    );
    const options = new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA, simulcast });
    return this.room.localParticipant!.publishTrack(track, options);
  }

  async publishTone(hz: number): Promise<LocalTrackPublication> {
    const source = new AudioSource(48_000, 1);
    const track = LocalAudioTrack.createAudioTrack('tone', source);
    let sample = 0;
    this.#timers.push(
      setInterval(() => {
        if (source.queuedDuration > 200) return;
        const data = new Int16Array(480).map(() => Math.sin((2 * Math.PI * hz * sample++) / 48_000) * 12_000);
        void source
          .captureFrame(new AudioFrame(data, 48_000, 1, 480))
          .catch((error: unknown) => this.seen.push(String(error)));
      }, 10),
    );
    return this.room.localParticipant!.publishTrack(
      track,
      new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }),
    );
  }

  has(event: string): boolean {
    return this.seen.includes(event);
  }

  async leave(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.room.disconnect();
  }

  #listen(): void {
    const { room, seen } = this;
    room.on(RoomEvent.TrackSubscribed, (track, _publication, participant) => {
      seen.push(
        `subscribed ${participant.identity} ${track.kind === TrackKind.KIND_VIDEO ? 'video' : 'audio'}`,
      );
      void (track.kind === TrackKind.KIND_VIDEO
        ? this.#watch(track, participant.identity)
        : this.#hear(track, participant.identity));
    });
    room.on(RoomEvent.TrackUnsubscribed, (_track, _publication, participant) =>
      seen.push(`unsubscribed ${participant.identity}`),
    );
    room.on(RoomEvent.TrackMuted, (_publication, participant) => seen.push(`muted ${participant.identity}`));
    room.on(RoomEvent.TrackUnmuted, (_publication, participant) =>
      seen.push(`unmuted ${participant.identity}`),
    );
    room.on(RoomEvent.ParticipantConnected, (participant) => seen.push(`joined ${participant.identity}`));
    room.on(RoomEvent.ParticipantDisconnected, (participant) => seen.push(`left ${participant.identity}`));
    room.on(RoomEvent.Disconnected, () => seen.push('disconnected'));
    room.on(RoomEvent.LocalTrackUnpublished, () => seen.push('local unpublished'));
    room.on(RoomEvent.DataReceived, (payload, participant, _kind, topic) =>
      seen.push(
        `data ${participant?.identity ?? 'server'} ${topic ?? ''} ${new TextDecoder().decode(payload)}`,
      ),
    );
  }

  async #watch(track: RemoteTrack, identity: string): Promise<void> {
    const reader = new VideoStream(track).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const frame = next.value.frame;
      const i420 = frame.type === VideoBufferType.I420 ? frame : frame.convert(VideoBufferType.I420);
      const frames = (this.pictures.get(identity)?.frames ?? 0) + 1;
      const middle = (i420.height >> 1) * i420.width + (i420.width >> 1);
      this.pictures.set(identity, {
        luma: i420.data[middle] ?? 0,
        width: i420.width,
        height: i420.height,
        frames,
      });
    }
  }

  async #hear(track: RemoteTrack, identity: string): Promise<void> {
    const reader = new AudioStream(track, 48_000, 1).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      let peak = 0;
      for (const value of next.value.data) peak = Math.max(peak, Math.abs(value));
      this.peaks.set(identity, peak);
    }
  }
}
