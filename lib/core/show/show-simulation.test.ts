import { describe, expect, it } from 'vitest';
import { LIMITS, SOFT_LOCK } from '../contract/limits';
import type { ShowState } from '../contract/show-state';
import { isShown, placeOf } from '../graphic/is-shown';
import { randomCommand, randomOutsideCommand } from './testing/random-command';
import type { SeededRandom } from './testing/seeded-random';
import { seededRandom } from './testing/seeded-random';
import { newShow, seatActor, SYSTEM } from './testing/show-fixtures';
import { SimulatedProducer } from './testing/simulated-producer';
import { SimulatedServer } from './testing/simulated-server';
import { ServerWatch } from './testing/watch-server';

/** Set SHOW_SEED to run one seed again; a failing run prints its seed in the test's name. */
const givenSeed = Number(process.env.SHOW_SEED ?? Number.NaN);
const firstSeed = Number.isInteger(givenSeed) ? givenSeed : Date.now() % 1_000_000;
const SEEDS_PER_RUN = Number.isInteger(givenSeed) ? 1 : 20;
const STEPS = 800;
const PRODUCERS = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
/** Small, so that both ways of catching up happen. */
const RING_MAX = 20;
const SUBJECTS = ['scene:a', 'scene:a/name', 'scene:b/layout', 'seat:s1', 'order:seats', 'rundown:i1'];

describe('seeded simulation: six producers, guests, drops, reconnects, messages out of order, locks, undo', () => {
  for (let seed = firstSeed; seed < firstSeed + SEEDS_PER_RUN; seed += 1) {
    it(`[SH1 SH2 SC1 SC3 SW1 SE4 SE6 GR4 CR1 CR2 CR3 CR4 CR5 UN2 UN3 LO1] all copies converge, SHOW_SEED=${seed}`, () => {
      simulate(seededRandom(seed));
    });
  }
});

function simulate(random: SeededRandom): void {
  const holds = () => new Map(PRODUCERS.map((id) => [id, server.locks.heldBy(id)] as const));
  const watch = new ServerWatch(newShow(), holds);
  const server = new SimulatedServer(newShow(), RING_MAX, (handled) => watch.handled(handled));
  const producers = PRODUCERS.map((engineId) => new SimulatedProducer(engineId, server));
  let published = 0;
  const publish = () => {
    const events = server.eventsSince(published) ?? [];
    published = server.seq;
    watch.published(events, server.state);
    for (const producer of producers) producer.sendDown(events);
  };

  for (let step = 0; step < STEPS; step += 1) {
    const producer = random.pick(producers);
    const dice = random.below(100);
    if (dice < 35) producer.give(randomCommand(random, producer.engineId));
    else if (dice < 58) producer.serverTakesOne(publish);
    else if (dice < 76) producer.takeOneDown();
    else if (dice < 86) runOutside(server, random, publish);
    else if (dice < 89) producer.hold(random.chance(0.5) ? [random.pick(SUBJECTS)] : []);
    else if (dice < 90) server.pass(SOFT_LOCK.expiryMs);
    else if (dice < 94) producer.reorderDown();
    else if (dice < 97) producer.drop();
    else producer.reconnect();
    checkShow(server.state);
    checkShow(producer.replica.view);
  }

  for (const producer of producers) producer.reconnect();
  while (producers.some((producer) => !producer.isQuiet)) {
    for (const producer of producers) {
      producer.serverTakesOne(publish);
      producer.takeOneDown();
    }
  }
  for (const { replica } of producers) {
    expect(replica.pending).toEqual([]);
    expect(replica.view).toEqual(server.state);
  }
}

function runOutside(server: SimulatedServer, random: SeededRandom, publish: () => void): void {
  const { phase } = server.state;
  const broadcastId = 'broadcastId' in phase ? phase.broadcastId : 'none';
  const { mediaId, startedAtMs } = server.state.media.playing ?? { mediaId: 'none', startedAtMs: 0 };
  const now = { broadcastId, playback: { mediaId, startedAtMs } };
  const { command, seatId } = randomOutsideCommand(random, now);
  server.execute(seatId === null ? SYSTEM : seatActor(seatId), command, null);
  publish();
}

function checkShow(state: ShowState): void {
  const sceneIds = state.scenes.map(({ sceneId }) => sceneId);
  expect(sceneIds).toContain(state.programSceneId);
  const { mode, previewSceneId } = state.switching;
  if (mode === 'studio') expect(sceneIds).toContain(previewSceneId);
  else expect(previewSceneId).toBeNull();
  expect(new Set(sceneIds).size).toBe(sceneIds.length);
  expect(new Set(state.seats.map(({ seatId }) => seatId)).size).toBe(state.seats.length);
  expect(state.seats.filter(({ place }) => place === 'stage').length).toBeLessThanOrEqual(
    LIMITS.stageSeatsMax,
  );
  const places = state.graphics.filter(isShown).map(({ spec }) => placeOf(spec));
  expect(new Set(places).size).toBe(places.length);
  const cues = state.media.items.map(({ mediaId }) => mediaId);
  expect(new Set(cues).size).toBe(cues.length);
  for (const playback of [state.media.playing, state.media.bed])
    if (playback) expect(cues).toContain(playback.mediaId);
  const isOnAir = state.phase.status === 'live' || state.phase.status === 'ending';
  if (!isOnAir) expect(state.destinations.every(({ relay }) => relay === null)).toBe(true);
}
