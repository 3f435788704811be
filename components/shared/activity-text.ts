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
  'destination.setEnabled': (detail) => `turned a destination ${detail['enabled'] === false ? 'off' : 'on'}`,
  'team.invite': (detail) => `invited ${plain(detail, 'email')} as ${plain(detail, 'role')}`,
  'team.revokeInvite': (detail) => `revoked the invitation of ${plain(detail, 'email')}`,
  'team.acceptInvite': (detail) => `joined as ${plain(detail, 'role')}`,
  'team.setRole': (detail) => `made ${plain(detail, 'name')} ${plain(detail, 'to')}`,
  'team.removeMember': (detail) => `removed ${plain(detail, 'name')} from the team`,
  'recording.remove': () => 'deleted a recording',
  'seat.admit': () => 'let a guest in',
  'seat.deny': () => 'turned a guest away',
  'seat.toStage': () => 'put a guest on stage',
  'seat.toBackstage': () => 'took a guest off stage',
  'seat.remove': () => 'removed a guest',
};

type Detail = Record<string, unknown>;

/** One action in words: "created the show “Friday”". Unknown actions keep their technical name, which is better than none. */
export function activityText(event: Pick<AuditEvent, 'action' | 'detail'>): string {
  const sentence = SENTENCES[event.action];
  return sentence ? sentence(event.detail) : event.action.replace('.', ': ');
}

function quoted(detail: Detail, name: string): string {
  const value = plain(detail, name);
  return value === '' ? '' : `“${value}”`;
}

function plain(detail: Detail, name: string): string {
  const value = detail[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
