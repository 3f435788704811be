import { GAIN_DB_MIN, SEAT_DELAY_MS_MAX } from './mix-limits';

/** Bounds that more than one process must agree on. Every one has a reason; raise it only with a measurement. */
export const LIMITS = {
  /** Seats on stage at once: the largest grid that still shows faces at 1280x720. */
  stageSeatsMax: 12,
  /** Seats in a show, all places together; a waiting room larger than this is a mistake or an attack. */
  seatsMax: 50,
  scenesMax: 60,
  /** Destinations of one show; the gateway is measured to 8 and tested to 16. */
  destinationsMax: 16,
  nameChars: 60,
  titleChars: 120,
  /** Socket.IO message, bytes: a scene document with every graphic stays below 64 KiB. */
  socketMessageBytes: 256 * 1024,
  /** HTTP body for SDP, bytes: Chrome's largest offers are near 20 KiB. */
  sdpBytes: 64 * 1024,
  controlBodyBytes: 256 * 1024,
  imageDataUrlBytes: 192 * 1024,
  /** A prepared show has 20 or 30; the list must still be found through by eye. */
  graphicsMax: 60,
  /** All images of a show's graphics together: every producer who opens the studio gets them in one snapshot. */
  graphicImageBytesMax: 2 * 1024 * 1024,
  /** One text as it is sent, before it is cut to what fits: a pasted page must not fail, a pasted book may. */
  graphicSentChars: 4_000,
  tickerItemsMax: 20,
  /** A day: longer waits are dates, not countdowns. */
  countdownGraphicMsMax: 24 * 60 * 60 * 1000,
  gainDbMin: GAIN_DB_MIN,
  gainDbMax: 12,
  seatDelayMsMax: SEAT_DELAY_MS_MAX,
  /** A long evening in items of a few minutes. */
  rundownItemsMax: 100,
  rundownItemMsMin: 1_000,
  rundownItemMsMax: 12 * 60 * 60_000,
  /** Of a rundown item: what a host reads while speaking. */
  notesChars: 1_000,
  /** A message of the chat: a few sentences, not a text. */
  chatChars: 500,
  /** What is kept of the chat: of one conversation, and of all. 300 messages are 200 kB in a snapshot at worst. */
  chatRoomMessagesMax: 100,
  chatMessagesMax: 300,
  /** Cues of one show, found through by eye as graphics are. */
  mediaItemsMax: 60,
  /** Shorter is no picture anybody sees, and would switch scenes faster than they are drawn. */
  mediaMsMin: 100,
  /** A film for a watch party, with room. */
  mediaMsMax: 12 * 60 * 60_000,
  mediaFadeMsMax: 10_000,
  countdownMs: 5_000,
  /** Longer than any transition of a show that viewers would not take for a fault. */
  transitionMsMax: 5_000,
  /** Events a client may miss and still catch up by replay; beyond it gets a snapshot. */
  replayEventsMax: 500,
} as const;

/**
 * The still picture of a waiting guest: a face to recognise on a tile of 186 px, at twice its pixels. 24 KiB is twice what
 * such a JPEG takes of a noisy camera; 50 waiting guests then cost a studio 5 Mbit/s at most.
 */
export const WAITING_PICTURE = { sidePxMax: 384, bytesMax: 24 * 1024, everyMs: 2_000 } as const;

/** Pictures of scenes that an engine sends to the remotes of its show: as small as those of waiting guests, one at a time. */
export const SCENE_PICTURE = { everyMs: 600 } as const;

/** The engine lease (architecture.md): one browser publishes a program. */
export const LEASE = {
  heartbeatMs: 1_000,
  expiryMs: 3_000,
  /** More than a beat missing, while viewers see a still picture: the engine is gone, and a standby takes over. */
  silentMs: 1_300,
  /** The engine is heard but nothing of its program arrives: shorter than the 5 s after which the slate is shown. */
  blockedMs: 2_500,
  /** From being given the program to its first picture: a connection and a key frame, on a slow line. */
  firstPictureMs: 5_000,
} as const;

/** Chat messages of one person: quicker is not writing. */
export const CHAT_PACE = { messages: 8, perMs: 10_000 } as const;

/**
 * What somebody is editing (`SoftLocks`). A page says so every `renewMs` and is believed for `expiryMs`: one lost message
 * and one late one cost nothing. `idleMs`: nobody keeps a thing by leaving a dialog open. More subjects than `subjectsMax`
 * are not edited by one pair of hands.
 */
export const SOFT_LOCK = {
  renewMs: 3_000,
  expiryMs: 10_000,
  idleMs: 60_000,
  subjectsMax: 20,
  subjectChars: 100,
} as const;
/**
 * The dry run before going on air: time for the engine's connection and its ramp, then the ten seconds that are judged. Its
 * word holds for a quarter of an hour: computers and lines change.
 */
export const CHECK = { connectMs: 3_000, measureMs: 10_000, validMs: 15 * 60_000 } as const;

/** Program picture of this version. */
export const PROGRAM = {
  width: 1280,
  height: 720,
  fps: 30,
  videoKbps: 4_000,
  keyframeIntervalMs: 2_000,
} as const;
