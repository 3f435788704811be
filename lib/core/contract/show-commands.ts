import { z } from 'zod';
import { LIMITS } from './limits';
import { layoutIdSchema, logoSchema, paintSchema } from './scene-document';

const id = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(LIMITS.nameChars);
const gainDb = z.number().min(LIMITS.gainDbMin).max(LIMITS.gainDbMax);

/** What people may ask of a show, by socket. Ids of new things are minted by the client, so that a replay is idempotent. */
export const showCommandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('show.goLive') }),
  z.object({ type: z.literal('show.cancelCountdown') }),
  z.object({ type: z.literal('show.endShow') }),
  /** From ended back to rehearsal, for the next broadcast. */
  z.object({ type: z.literal('show.reopen') }),
  z.object({ type: z.literal('show.setRecording'), enabled: z.boolean() }),
  z.object({ type: z.literal('show.setMasterGain'), gainDb }),

  z.object({ type: z.literal('scene.activate'), sceneId: id }),
  z.object({ type: z.literal('scene.add'), sceneId: id, name, layout: layoutIdSchema }),
  z.object({ type: z.literal('scene.duplicate'), sceneId: id, newSceneId: id }),
  z.object({ type: z.literal('scene.rename'), sceneId: id, name }),
  z.object({ type: z.literal('scene.remove'), sceneId: id }),
  z.object({ type: z.literal('scene.reorder'), sceneIds: z.array(id).max(LIMITS.scenesMax) }),
  z.object({ type: z.literal('scene.setLayout'), sceneId: id, layout: layoutIdSchema }),
  z.object({ type: z.literal('scene.setBackground'), sceneId: id, background: paintSchema }),
  z.object({ type: z.literal('scene.setLogo'), sceneId: id, logo: logoSchema }),
  z.object({ type: z.literal('scene.setNameTags'), sceneId: id, nameTags: z.boolean() }),
  z.object({
    type: z.literal('scene.setCard'),
    sceneId: id,
    card: z.string().max(LIMITS.titleChars),
    showsFeeds: z.boolean(),
  }),

  z.object({ type: z.literal('seat.admit'), seatId: id }),
  z.object({ type: z.literal('seat.deny'), seatId: id }),
  z.object({ type: z.literal('seat.toStage'), seatId: id }),
  z.object({ type: z.literal('seat.toBackstage'), seatId: id }),
  z.object({ type: z.literal('seat.toWaiting'), seatId: id }),
  z.object({ type: z.literal('seat.remove'), seatId: id }),
  z.object({ type: z.literal('seat.rename'), seatId: id, name }),
  z.object({ type: z.literal('seat.reorder'), seatIds: z.array(id).max(LIMITS.seatsMax) }),
  z.object({ type: z.literal('seat.setGain'), seatId: id, gainDb }),
  /** The producer's mute. Lifting it never lifts the guest's own. */
  z.object({ type: z.literal('seat.setProducerMute'), seatId: id, muted: z.boolean() }),

  /** Only by the seat itself. */
  z.object({ type: z.literal('seat.setSelfMute'), seatId: id, muted: z.boolean() }),
  z.object({
    type: z.literal('seat.setMedia'),
    seatId: id,
    media: z.object({ camera: z.boolean(), microphone: z.boolean(), screen: z.boolean() }),
  }),
  z.object({ type: z.literal('seat.leave'), seatId: id }),

  z.object({ type: z.literal('destination.setEnabled'), destinationId: id, enabled: z.boolean() }),
  z.object({ type: z.literal('relay.retry'), destinationId: id }),

  /** Become the engine. Refused with lease-held while another is heard, unless `takeOver`. */
  z.object({ type: z.literal('lease.claim'), engineId: id, takeOver: z.boolean() }),
  z.object({ type: z.literal('lease.release'), engineId: id }),
]);
export type ShowCommand = z.infer<typeof showCommandSchema>;
export type ShowCommandType = ShowCommand['type'];

/** Who acts. `role` is the workspace role for users. */
export type Actor =
  | { kind: 'user'; userId: string; name: string; role: 'owner' | 'admin' | 'producer' | 'host' | 'viewer' }
  | { kind: 'seat'; seatId: string; name: string }
  | { kind: 'system'; name: string };
