import type { ApiOutputs } from '@/lib/browser/api/api-types';

export type AuditEvent = ApiOutputs['audit']['list']['events'][number];

/** What each recorded action reads like after the person's name. Detail names are those the server writes. */
const SENTENCES: Record<string, (detail: Detail) => string> = {
  'setup.createOwner': (detail) => `set up the workspace ${quoted(detail, 'workspace')}`,
  'account.changePassword': () => 'changed their password',
  'account.revokeSession': () => 'signed another browser out',
  'show.create': (detail) => `created the show ${quoted(detail, 'title')}`,
  'show.rename': (detail) => `renamed the show to ${quoted(detail, 'title')}`,
  'show.schedule': () => 'changed the schedule',
  'show.archive': (detail) => `archived ${quoted(detail, 'title')}`,
  'show.restore': (detail) => `restored ${quoted(detail, 'title')}`,
  'show.setDestinations': () => 'changed the destinations of a show',
  'show.goLive': () => 'started the countdown to go live',
  'show.cancelCountdown': () => 'stopped the countdown',
  'show.endShow': () => 'ended the show',
  'show.reopen': () => 'went back to rehearsal',
  'invite.create': (detail) => `made a guest link for ${quoted(detail, 'label')}`,
  'invite.revoke': (detail) => `revoked the guest link for ${quoted(detail, 'label')}`,
  'destination.create': (detail) => `added the destination ${quoted(detail, 'name')}`,
  'destination.update': (detail) => `changed the destination ${quoted(detail, 'name')}`,
  'destination.replaceKey': (detail) => `replaced the stream key of ${quoted(detail, 'name')}`,
  'destination.remove': (detail) => `removed the destination ${quoted(detail, 'name')}`,
  'destination.setEnabled': (detail) =>
    `turned ${subject(detail, 'a destination')} ${detail['enabled'] === false ? 'off' : 'on'}`,
  'relay.retry': (detail) => `tried ${subject(detail, 'a destination')} again`,
  'team.invite': (detail) => `invited ${plain(detail, 'email')} as ${plain(detail, 'role')}`,
  'team.revokeInvite': (detail) => `revoked the invitation of ${plain(detail, 'email')}`,
  'team.acceptInvite': (detail) => `joined as ${plain(detail, 'role')}`,
  'team.setRole': (detail) => `made ${plain(detail, 'name')} ${plain(detail, 'to')}`,
  'team.removeMember': (detail) => `removed ${plain(detail, 'name')} from the team`,
  'recording.remove': () => 'deleted a recording',
  'asset.add': (detail) => `uploaded ${quoted(detail, 'name')}`,
  'asset.rename': (detail) => `renamed ${quoted(detail, 'from')} to ${quoted(detail, 'to')} in the library`,
  'asset.remove': (detail) => `deleted ${quoted(detail, 'name')} from the library`,
  'seat.admit': (detail) => `let ${subject(detail, 'a guest')} in`,
  'seat.deny': (detail) => `did not let ${subject(detail, 'a guest')} in`,
  'seat.toStage': (detail) => `put ${subject(detail, 'a guest')} on stage`,
  'seat.toBackstage': (detail) => `took ${subject(detail, 'a guest')} off stage`,
  'seat.toWaiting': (detail) => `moved ${subject(detail, 'a guest')} to the waiting room`,
  'seat.remove': (detail) => `removed ${subject(detail, 'a guest')} from the show`,
  'seat.rename': (detail) => `renamed ${subject(detail, 'a guest')} to ${quoted(detail, 'name')}`,
  'seat.reorder': () => 'changed the order of the people',
  'seat.setProducerMute': (detail) =>
    detail['muted'] === false
      ? `lifted the mute of ${subject(detail, 'a guest')}`
      : `muted ${subject(detail, 'a guest')}`,
  'seat.leave': () => 'left the show',
  'show.setRecording': (detail) => `turned recording ${detail['enabled'] === false ? 'off' : 'on'}`,
  'show.take': (detail) => `took ${subject(detail, 'a scene')} to air`,
  'show.setSwitchMode': (detail) => `turned studio mode ${detail['mode'] === 'direct' ? 'off' : 'on'}`,
  'show.setTransition': () => 'changed the transition',
  'scene.activate': (detail) => `switched to ${subject(detail, 'a scene')}`,
  'scene.add': (detail) => `added the scene ${quoted(detail, 'name')}`,
  'scene.import': () => 'imported scenes',
  'scene.duplicate': (detail) => `duplicated ${subject(detail, 'a scene')}`,
  'scene.rename': (detail) => `renamed ${subject(detail, 'a scene')} to ${quoted(detail, 'name')}`,
  'scene.remove': (detail) => `removed ${subject(detail, 'a scene')}`,
  'scene.reorder': () => 'changed the order of the scenes',
  'scene.setLayout': (detail) => `changed the layout of ${subject(detail, 'a scene')}`,
  'scene.setSlots': (detail) => `changed who is where in ${subject(detail, 'a scene')}`,
  'scene.setBackground': (detail) => `changed the background of ${subject(detail, 'a scene')}`,
  'scene.setLogo': (detail) => `changed the logo of ${subject(detail, 'a scene')}`,
  'scene.setNameTags': (detail) =>
    `turned the name tags of ${subject(detail, 'a scene')} ${detail['nameTags'] === false ? 'off' : 'on'}`,
  'scene.setScreenLeads': (detail) => `changed how shared screens come into ${subject(detail, 'a scene')}`,
  'scene.setCard': (detail) => `changed the title card of ${subject(detail, 'a scene')}`,
  'graphic.add': (detail) => `added the graphic ${quoted(detail, 'name')}`,
  'graphic.update': (detail) => `changed ${subject(detail, 'a graphic')}`,
  'graphic.remove': (detail) => `removed ${subject(detail, 'a graphic')}`,
  'graphic.duplicate': (detail) => `duplicated ${subject(detail, 'a graphic')}`,
  'graphic.reorder': () => 'changed the order of the graphics',
  'graphic.show': (detail) => `showed ${subject(detail, 'a graphic')}`,
  'graphic.hide': (detail) => `hid ${subject(detail, 'a graphic')}`,
  'graphic.hideAll': () => 'hid all graphics',
  'scene.setGraphics': (detail) => `changed the graphics of ${subject(detail, 'a scene')}`,
  'media.add': (detail) => `added the clip ${quoted(detail, 'name')}`,
  'media.update': (detail) => `changed ${subject(detail, 'a clip')}`,
  'media.remove': (detail) => `removed ${subject(detail, 'a clip')}`,
  'media.reorder': () => 'changed the order of the clips',
  'media.play': (detail) => `played ${subject(detail, 'a clip')}`,
  'media.stop': () => 'stopped the clip',
  'media.playBed': (detail) => `started ${subject(detail, 'music')} under the show`,
  'media.stopBed': () => 'stopped the music',
  'media.break': (detail) => `could not go on with ${subject(detail, 'a clip')}`,
  'scene.setMedia': (detail) => `changed the clip of ${subject(detail, 'a scene')}`,
  'show.setBrand': () => 'changed the brand of a show',
  'brand.set': () => 'changed the brand of the workspace',
  'history.undo': (detail) => `took back their change (${changeText(plain(detail, 'turned'))})`,
  'history.redo': (detail) => `made their change again (${changeText(plain(detail, 'turned'))})`,
  // Not in the list, which they would drown; in words for undo.
  'show.setMasterGain': () => 'changed the program level',
  'seat.setMirrored': (detail) =>
    detail['mirrored'] === false ? 'turned back the picture of a guest' : 'mirrored the picture of a guest',
  'seat.setGain': () => 'changed the level of a guest',
  'rundown.add': (detail) => `added ${quoted(detail, 'title')} to the rundown`,
  'rundown.edit': (detail) => `changed ${quoted(detail, 'title')} in the rundown`,
  'rundown.remove': (detail) => `removed ${subject(detail, 'an item')} from the rundown`,
  'rundown.reorder': () => 'changed the order of the rundown',
  'rundown.start': (detail) => `started ${subject(detail, 'an item')} in the rundown`,
  'rundown.stop': () => 'stopped the rundown',
  'check.start': () => 'checked the program before going live',
  'check.cancel': () => 'stopped the check',
  'lease.claim': () => 'began to draw the program',
  'lease.handOver': () => 'handed the program to another browser',
  'lease.release': () => 'stopped drawing the program',
};

type Detail = Record<string, unknown>;

/** One action in words: "created the show “Friday”". Unknown actions keep their technical name, which is better than none. */
export function activityText(event: Pick<AuditEvent, 'action' | 'detail'>): string {
  const sentence = SENTENCES[event.action];
  return sentence ? sentence(event.detail) : event.action.replace('.', ': ');
}

/** The name that the line keeps; lines from before names were kept say what it was. */
function subject(detail: Detail, otherwise: string): string {
  return plain(detail, 'subject') || otherwise;
}

/** A kind of change without its details: "renamed a scene". */
export function changeText(action: string): string {
  const sentence = SENTENCES[action];
  return sentence ? sentence({}).replace(/ to $/, '').trim() : 'changed something';
}

function quoted(detail: Detail, name: string): string {
  const value = plain(detail, name);
  return value === '' ? '' : `“${value}”`;
}

function plain(detail: Detail, name: string): string {
  const value = detail[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
