import { LEASE } from '@/lib/core/contract/limits';
import type { ShowState } from '@/lib/core/contract/show-state';
import { previewScene, programScene } from '@/lib/core/scene/program-scene';
import type { Compositor, CompositorStats } from '../compositor/main/create-compositor';
import type { Mixer } from '../compositor/main/create-mixer';
import type { ShowConnection } from '../realtime/connect-show';
import { createStore, type ReadableStore } from '../realtime/create-store';
import type { RoomClient, SeatFeed } from '../room/room-client';
import { encodeMsBetween, kbpsBetween, type PublishStats } from '../whip/publish-stats';
import { createWhipPublisher, type WhipPublisher, type WhipStatus } from '../whip/whip-publisher';
import { isProgramOut, planEngine, type EnginePlan, type EngineRole } from './engine-plan';
import { encodeSlate } from './encode-slate';
import { GuestTimings } from './guest-timings';
import { heartbeatOf, timingOf } from './heartbeat';
import { createMediaSound } from './media-sound';
import { planMix } from './mix-plan';
import { slateArt } from './slate-art';
import { createSlateKeeper } from './slate-keeper';

export interface EngineView {
  role: EngineRole;
  whip: WhipStatus;
  compositor: CompositorStats | null;
  videoKbps: number;
  publish: PublishStats | null;
  /** Of a program picture, on average over the last second; null before one was encoded. */
  encodeMs: number | null;
  /** The compositor died and will draw nothing more; the page must be reloaded. */
  hasFailed: boolean;
}

/** Turns the show's state into a program: scene and mix always, lease and WHIP when this browser is the engine. */
export interface Engine extends ReadableStore<EngineView> {
  /** This browser's own seat: its tracks go in directly, without the way through the room. */
  setOwnFeed(feed: SeatFeed | null): void;
  /** Takes the program from another browser that is still heard. */
  takeOver(): void;
  close(): void;
}

export interface EngineOptions {
  connection: ShowConnection;
  room: RoomClient;
  compositor: Compositor;
  mixer: Mixer;
  mayPublish: boolean;
  whipUrl: string;
  fetchWhipToken: (leaseNumber: number) => Promise<string>;
  openPublisher?: typeof createWhipPublisher;
}

/** A little less than the beat: two clocks that agree must not skip one. */
const BEAT_SPACING_MS = LEASE.heartbeatMs * 0.8;
/** The worker says once a second what it drew; two misses, and it stands still. */
const DRAWING_WITHIN_MS = 2_000;
/** Asked of the SFU for pictures that are only in the people tray. */
const TRAY_TILE = { width: 320, height: 180 } as const;

export function createEngine(options: EngineOptions): Engine {
  const { connection, room, compositor, mixer, mayPublish } = options;
  const store = createStore<EngineView>({
    role: { status: 'free' },
    whip: { status: 'idle' },
    compositor: null,
    videoKbps: 0,
    publish: null,
    encodeMs: null,
    hasFailed: false,
  });
  const patch = (part: Partial<EngineView>) => store.set({ ...store.get(), ...part });
  const sources = new Map<string, MediaStreamTrack>();
  const channels = new Set<string>();
  let ownFeed: SeatFeed | null = null;
  let sceneText = '';
  let sceneRev = 0;
  let previewText = '';
  let previewRev = 0;
  let isClaiming = false;
  let isPainted = false;
  let publisher: { leaseNumber: number; whip: WhipPublisher; unsubscribe: () => void } | null = null;
  let standby: WhipPublisher | null = null;
  let isClosed = false;
  let beatAtMs = 0;
  let loudnessOf: string | null = null;
  let statsAtMs = 0;
  const timings = new GuestTimings({
    room,
    mixerMs: () => mixer.latencyMs,
    clockOffsetMs: () => clockOffsetMs(),
    isOnAir: (seatId) =>
      connection.get().state?.seats.some((seat) => seat.seatId === seatId && seat.place === 'stage') ?? false,
  });
  const slate = createSlateKeeper({
    whipUrl: options.whipUrl,
    fetchToken: options.fetchWhipToken,
    encode: encodeSlate,
    nowMs: connection.serverNowMs,
  });

  const feedsNow = (): Readonly<Record<string, SeatFeed>> => {
    const { feeds } = room.get();
    return ownFeed ? { ...feeds, [ownFeed.seatId]: ownFeed } : feeds;
  };

  const updateSources = (state: ShowState) => {
    const wanted = new Map<string, MediaStreamTrack>();
    const feeds = feedsNow();
    for (const { seatId, place } of state.seats) {
      if (place === 'gone' || place === 'waiting') continue;
      const feed = feeds[seatId];
      if (feed?.camera) wanted.set(`camera:${seatId}`, feed.camera);
      if (feed?.screen) wanted.set(`screen:${seatId}`, feed.screen);
    }
    for (const [feedId, track] of wanted)
      if (sources.get(feedId) !== track) compositor.addSource(feedId, track);
    for (const feedId of sources.keys()) if (!wanted.has(feedId)) compositor.removeSource(feedId);
    sources.clear();
    for (const [feedId, track] of wanted) sources.set(feedId, track);
  };

  const updateMix = (state: ShowState) => {
    const plan = planMix(state, feedsNow(), {
      ownSeatId: ownFeed?.seatId ?? null,
      heldMs: (seatId) => timings.soundDelayMs(seatId),
    });
    for (const { id, ...channel } of plan) mixer.setChannel(id, channel);
    const planned = new Set(plan.map(({ id }) => id));
    for (const id of channels) if (!planned.has(id)) mixer.removeChannel(id);
    channels.clear();
    for (const id of planned) channels.add(id);
    mixer.setMasterGainDb(state.masterGainDb);
    // A platform measures the broadcast, not the rehearsal before it; a check measures its own ten seconds.
    const measuredId = broadcastIdOf(state) ?? checkIdOf(state);
    if (measuredId !== null && measuredId !== loudnessOf) {
      loudnessOf = measuredId;
      mixer.restartLoudness();
    }
  };

  const sound = createMediaSound({
    bus: mixer.media,
    serverNowMs: connection.serverNowMs,
    onBroken: (clip) => breakOff(clip),
  });

  /** Guests hear it from the page that publishes the program, and from no other. */
  const updateMedia = (state: ShowState, { role }: EnginePlan) => {
    sound.update(state);
    const isHeard = role.status === 'engine' && state.media.items.some(({ hasSound }) => hasSound);
    room.publish('mediaBus', isHeard ? { track: mixer.media.track, muted: false } : null);
  };

  /** A clip that cannot go on is over for all: what follows it must not wait. */
  const breakOff = (clip: { mediaId: string; startedAtMs: number }) => {
    if (store.get().role.status === 'engine') void connection.command({ type: 'media.break', ...clip });
  };

  const updateScene = (state: ShowState) => {
    const scene = programScene(state, 0);
    const text = JSON.stringify(scene);
    if (text === sceneText) return;
    sceneText = text;
    sceneRev += 1;
    setClock();
    compositor.putScene({ ...scene, rev: sceneRev });
  };

  /** Whose program the gateway takes now. */
  const arrivingLease = (): number | null => {
    const source = connection.get().program?.source;
    return source?.status === 'connected' ? source.lease : null;
  };

  /** Nobody looks at a hidden page, and its time belongs to the program. */
  const updatePreview = (state: ShowState) => {
    const scene = document.hidden ? null : previewScene(state, 0);
    const text = JSON.stringify(scene);
    if (text === previewText) return;
    previewText = text;
    previewRev += 1;
    compositor.putPreview(scene && { ...scene, rev: previewRev });
  };

  const stopPublishing = () => {
    publisher?.unsubscribe();
    const { state } = connection.get();
    // The server ends a program that is not out any more, and the gateway the session that another lease replaces.
    const hasEnded = state !== null && !isProgramOut(state);
    const isReplaced = publisher !== null && (arrivingLease() ?? 0) > publisher.leaseNumber;
    publisher?.whip.close({ isOver: hasEnded || isReplaced });
    publisher = null;
    patch({ whip: { status: 'idle' }, videoKbps: 0, publish: null, encodeMs: null });
  };

  const openWhip = () =>
    (options.openPublisher ?? createWhipPublisher)({
      url: options.whipUrl,
      video: compositor.programTrack,
      audio: mixer.programTrack,
      fetchToken: () => options.fetchWhipToken(publisher?.leaseNumber ?? 0),
      nowMs: connection.serverNowMs,
    });

  /** A page that stands by has its offer ready: making it takes time that viewers would see a still picture. */
  const prepareToPublish = () => {
    const { state } = connection.get();
    const mayBeCalled = mayPublish && isPainted && state !== null && isProgramOut(state) && !publisher;
    if (mayBeCalled) {
      standby ??= openWhip();
      standby.prepare();
      return;
    }
    standby?.close();
    standby = null;
  };

  const updatePublisher = ({ publishLease, mayKeepPublishing }: EnginePlan) => {
    if (publisher && !mayKeepPublishing) stopPublishing();
    if (publishLease === null) return prepareToPublish();
    // A lease that lapsed and came back has a new number; the connection that carries the program is as good as before.
    const isRenewed = publisher !== null && publisher.leaseNumber !== publishLease;
    if (publisher) publisher.leaseNumber = publishLease;
    if (isRenewed && publisher?.whip.get().status === 'failed') publisher.whip.start();
    // Not before the first painted frame: the first keyframe is what the destinations show.
    if (publisher || !isPainted) return;
    const whip = standby ?? openWhip();
    standby = null;
    publisher = {
      leaseNumber: publishLease,
      whip,
      unsubscribe: whip.subscribe(() => patch({ whip: whip.get() })),
    };
    whip.start();
  };

  const claim = (takeOver: boolean) => {
    if (isClaiming || isClosed) return;
    isClaiming = true;
    void connection
      .command({ type: 'lease.claim', engineId: connection.clientId, takeOver })
      .finally(() => (isClaiming = false));
  };

  const update = () => {
    const { state, link } = connection.get();
    if (!state || isClosed || store.get().hasFailed) return;
    updateSources(state);
    updateMix(state);
    updateScene(state);
    updatePreview(state);
    const plan = planEngine(state, {
      engineId: connection.clientId,
      mayPublish,
      publishing: publisher && {
        leaseNumber: publisher.leaseNumber,
        arrivingLease: arrivingLease(),
        serverNowMs: connection.serverNowMs(),
      },
    });
    if (JSON.stringify(plan.role) !== JSON.stringify(store.get().role)) patch({ role: plan.role });
    updateMedia(state, plan);
    updatePublisher(plan);
    const { program } = connection.get();
    // Once the program runs: its first seconds need the processor more.
    const leaseNumber = store.get().whip.status === 'connected' ? plan.publishLease : null;
    if (program) slate.update({ leaseNumber, slateId: program.slateId, art: slateArt(state) });
    if (plan.shouldClaim && link.status === 'online') claim(false);
  };

  /** Once a second from the compositor's worker: goes on in a hidden tab, where page timers do not. */
  const onStats = (stats: CompositorStats) => {
    statsAtMs = connection.serverNowMs();
    void readPublish();
    void timings.read(stats.sources);
    patch({ compositor: stats });
    beat();
    setClock();
    // A previewed feed comes sharp, before it is taken; one that is on program too is seen there.
    const shown = [...stats.previewPlacements, ...stats.placements];
    const placed = new Map(shown.map((placement) => [placement.feedId, placement]));
    for (const feedId of sources.keys()) {
      const { width, height } = placed.get(feedId) ?? TRAY_TILE;
      room.setTileSize(feedId, { width: Math.round(width), height: Math.round(height) });
    }
    update();
  };

  /** Transitions run by the server's clock, so that a standby draws the same frame. */
  const setClock = () => compositor.setClock(clockOffsetMs());

  /** Server time minus this machine's: the clock of frames, statistics and transitions. */
  const clockOffsetMs = () => connection.serverNowMs() - (performance.timeOrigin + performance.now());

  /** Two clocks, so that neither a throttled page nor a starved worker loses the lease; one beat a second in all. */
  const beat = () => {
    const { role } = store.get();
    const nowMs = connection.serverNowMs();
    if (role.status !== 'engine' || nowMs - beatAtMs < BEAT_SPACING_MS) return;
    beatAtMs = nowMs;
    const isDrawing = nowMs - statsAtMs < DRAWING_WITHIN_MS;
    const { integratedLufs } = mixer.readProgram().loudness;
    const seats = connection.get().state?.seats ?? [];
    const timing = timingOf(seats, { encodeMs: store.get().encodeMs, integratedLufs, timings });
    connection.heartbeat(heartbeatOf(role.leaseNumber, { view: store.get(), isDrawing, timing }));
  };
  const beatTimer = setInterval(beat, LEASE.heartbeatMs);

  const readPublish = async () => {
    const current = publisher;
    if (!current) return;
    const publish = await current.whip.readStats();
    if (publisher !== current) return;
    const before = store.get().publish;
    patch({
      publish,
      videoKbps: kbpsBetween(before, publish),
      encodeMs: encodeMsBetween(before, publish),
    });
  };

  /** Without a picture this browser must not hold the program: a standby takes over, or the server keeps the last one. */
  const onFailure = () => {
    if (isClosed || store.get().hasFailed) return;
    patch({ hasFailed: true });
    connection.standBy(false);
    releaseLease();
    stopPublishing();
  };
  const releaseLease = () => {
    if (store.get().role.status === 'engine')
      void connection.command({ type: 'lease.release', engineId: connection.clientId });
  };

  const stopListening = [
    connection.subscribe(update),
    room.subscribe(update),
    compositor.onStats(onStats),
    compositor.onFailure(onFailure),
    compositor.onWarning((warning) => {
      if (warning.reason === 'broken-media' && warning.clip) breakOff(warning.clip);
    }),
  ];
  compositor.ready().then(() => {
    isPainted = true;
    connection.standBy(mayPublish);
    update();
  }, onFailure);
  // A page that goes frees the lease at once, so that a standby need not wait for its expiry.
  window.addEventListener('pagehide', releaseLease);
  document.addEventListener('visibilitychange', update);
  setClock();
  update();

  return {
    get: store.get,
    subscribe: store.subscribe,
    setOwnFeed: (feed) => {
      ownFeed = feed;
      update();
    },
    takeOver: () => claim(true),
    close: () => {
      if (isClosed) return;
      releaseLease();
      isClosed = true;
      window.removeEventListener('pagehide', releaseLease);
      document.removeEventListener('visibilitychange', update);
      clearInterval(beatTimer);
      for (const stop of stopListening) stop();
      sound.close();
      slate.close();
      standby?.close();
      stopPublishing();
    },
  };
}

const broadcastIdOf = ({ phase }: ShowState): string | null =>
  phase.status === 'live' ? phase.broadcastId : null;

const checkIdOf = ({ check }: ShowState): string | null =>
  check.status === 'running' ? check.checkId : null;
