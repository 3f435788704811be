import type { ShowCommandType } from '../contract/show-commands';

/** Roles of a workspace, strongest first. `seat` is a guest with a seat; `anyone` has proved nothing. */
export type Role = 'owner' | 'admin' | 'producer' | 'host' | 'viewer' | 'seat' | 'anyone';
export const ROLES = [
  'owner',
  'admin',
  'producer',
  'host',
  'viewer',
  'seat',
  'anyone',
] as const satisfies readonly Role[];

/** What a resource may narrow: a seat acts only on itself. */
export interface AccessResource {
  /** The seat acted upon, when there is one. */
  seatId?: string;
  /** The actor's own seat. */
  ownSeatId?: string;
}

const OWNERS = ['owner'] as const;
const ADMINS = ['owner', 'admin'] as const;
const PRODUCERS = ['owner', 'admin', 'producer'] as const;
const STAFF = ['owner', 'admin', 'producer', 'host'] as const;
const MEMBERS = ['owner', 'admin', 'producer', 'host', 'viewer'] as const;
const EVERYONE = ROLES;

type Rule = readonly Role[] | { roles: readonly Role[]; ownSeatOnly: readonly Role[] };
/** Only the seat itself: a person's own microphone, camera and leaving are nobody else's to decide. */
const OWN_SEAT: Rule = { roles: ['seat'], ownSeatOnly: ['seat'] };

const MANAGEMENT_RULES = {
  'setup.read': EVERYONE,
  'setup.createOwner': EVERYONE,
  'account.read': MEMBERS,
  'account.manage': MEMBERS,
  'show.read': MEMBERS,
  'show.create': PRODUCERS,
  'show.manage': PRODUCERS,
  'show.archive': ADMINS,
  'invite.read': STAFF,
  'invite.manage': PRODUCERS,
  'destination.read': STAFF,
  'destination.manage': ADMINS,
  'recording.read': STAFF,
  'recording.remove': ADMINS,
  'team.read': MEMBERS,
  'team.manage': ADMINS,
  'team.transfer': OWNERS,
  'teamInvite.accept': EVERYONE,
  'asset.read': STAFF,
  'asset.manage': PRODUCERS,
  'brand.read': MEMBERS,
  'brand.manage': ADMINS,
  'audit.read': ADMINS,
  'doctor.read': ADMINS,
  'studio.enter': STAFF,
  'studio.publishProgram': PRODUCERS,
  'studio.takeSeat': STAFF,
  'join.preview': EVERYONE,
  'join.redeem': EVERYONE,
  'join.enterRoom': ['seat'],
  'join.showPicture': ['seat'],
  'watch.read': EVERYONE,
} as const satisfies Record<string, Rule>;

const COMMAND_RULES = {
  'show.goLive': PRODUCERS,
  'show.cancelCountdown': PRODUCERS,
  'show.endShow': PRODUCERS,
  'show.reopen': PRODUCERS,
  'show.setRecording': PRODUCERS,
  'show.setMasterGain': PRODUCERS,
  'scene.activate': PRODUCERS,
  'scene.preview': PRODUCERS,
  'show.take': PRODUCERS,
  'show.setSwitchMode': PRODUCERS,
  'show.setTransition': PRODUCERS,
  'scene.add': PRODUCERS,
  'scene.import': PRODUCERS,
  'scene.duplicate': PRODUCERS,
  'scene.rename': PRODUCERS,
  'scene.remove': PRODUCERS,
  'scene.reorder': PRODUCERS,
  'scene.setLayout': PRODUCERS,
  'scene.setSlots': PRODUCERS,
  'scene.setBackground': PRODUCERS,
  'scene.setLogo': PRODUCERS,
  'scene.setNameTags': PRODUCERS,
  'scene.setScreenLeads': PRODUCERS,
  'scene.setCard': PRODUCERS,
  'seat.admit': STAFF,
  'seat.deny': STAFF,
  'seat.toStage': PRODUCERS,
  'seat.toBackstage': PRODUCERS,
  'seat.toWaiting': PRODUCERS,
  'seat.remove': PRODUCERS,
  'seat.rename': { roles: [...PRODUCERS, 'seat'], ownSeatOnly: ['seat'] },
  'seat.reorder': PRODUCERS,
  'seat.setGain': PRODUCERS,
  'seat.setSound': PRODUCERS,
  'seat.setMirrored': PRODUCERS,
  'seat.setProducerMute': PRODUCERS,
  'seat.setSelfMute': OWN_SEAT,
  'seat.setMedia': OWN_SEAT,
  'seat.leave': OWN_SEAT,
  'destination.setEnabled': PRODUCERS,
  'relay.retry': PRODUCERS,
  'check.start': PRODUCERS,
  'check.cancel': PRODUCERS,
  'lease.claim': PRODUCERS,
  'lease.release': PRODUCERS,
  'history.undo': PRODUCERS,
  'history.redo': PRODUCERS,
  'rundown.add': PRODUCERS,
  'rundown.edit': PRODUCERS,
  'rundown.remove': PRODUCERS,
  'rundown.reorder': PRODUCERS,
  'rundown.start': PRODUCERS,
  'rundown.stop': PRODUCERS,
  'chat.say': [...STAFF, 'seat'],
  'lease.handOver': PRODUCERS,
  'graphic.add': PRODUCERS,
  'graphic.update': PRODUCERS,
  'graphic.remove': PRODUCERS,
  'graphic.duplicate': PRODUCERS,
  'graphic.reorder': PRODUCERS,
  'graphic.show': PRODUCERS,
  'graphic.hide': PRODUCERS,
  'graphic.hideAll': PRODUCERS,
  'scene.setGraphics': PRODUCERS,
  'media.add': PRODUCERS,
  'media.update': PRODUCERS,
  'media.remove': PRODUCERS,
  'media.reorder': PRODUCERS,
  'media.play': PRODUCERS,
  'media.stop': PRODUCERS,
  'media.playBed': PRODUCERS,
  'media.stopBed': PRODUCERS,
  'media.break': PRODUCERS,
  'scene.setMedia': PRODUCERS,
  'show.setBrand': PRODUCERS,
} as const satisfies Record<ShowCommandType, Rule>;

const RULES = { ...MANAGEMENT_RULES, ...COMMAND_RULES };
export type Action = keyof typeof RULES;
export const ACTIONS = Object.keys(RULES) as Action[];

/**
 * The only authority on who may do what; UI, tRPC and sockets all ask here.
 * Rules marked `ownSeatOnly` hold for a role only when `resource.seatId === resource.ownSeatId`.
 */
export function can(role: Role, action: Action, resource: AccessResource = {}): boolean {
  const rule: Rule = RULES[action];
  if (!('roles' in rule)) return rule.includes(role);
  if (!rule.roles.includes(role)) return false;
  if (!rule.ownSeatOnly.includes(role)) return true;
  return resource.seatId !== undefined && resource.seatId === resource.ownSeatId;
}
