import type { Refusal } from '@/lib/core/contract/error-codes';
import type { GuestSessionView } from '@/lib/browser/room/guest-session';

/** Where a guest with a seat stands: one union for the page to lay out. */
export type JoinStage =
  | { status: 'connecting' }
  | { status: 'waiting' }
  | { status: 'backstage'; onStage: boolean }
  | { status: 'on-air' }
  /** The producer removed or did not admit this guest, or the link ended. */
  | { status: 'out'; title: string; text: string };

/** @param wasAdmitted - the guest has been past the waiting room: being removed then reads differently. */
export function joinStage({ show }: GuestSessionView, wasAdmitted: boolean): JoinStage {
  if (show.link.status === 'refused') return outStage(show.link.refusal, wasAdmitted);
  const { guest } = show;
  if (!guest) return { status: 'connecting' };
  // The server says so; nothing here may second-guess it.
  if (guest.onAir) return { status: 'on-air' };
  switch (guest.seat.place) {
    case 'waiting':
      return { status: 'waiting' };
    case 'backstage':
      return { status: 'backstage', onStage: false };
    case 'stage':
      return { status: 'backstage', onStage: true };
    case 'gone':
      return outStage(null, wasAdmitted);
  }
}

function outStage(refusal: Refusal | null, wasAdmitted: boolean): JoinStage {
  if (refusal?.code === 'invalid-input')
    return { status: 'out', title: 'This page is too old', text: 'Reload it, then join again.' };
  if (refusal?.code === 'not-found' || refusal?.code === 'invite-closed')
    return {
      status: 'out',
      title: 'This show has ended',
      text: 'There is nothing more to join. You can close this page.',
    };
  return wasAdmitted
    ? {
        status: 'out',
        title: 'You have left the show',
        text: 'The producer took you out of the show. Your camera and microphone are off.',
      }
    : {
        status: 'out',
        title: 'Not this time',
        text: 'The producer did not let you in. Ask them if you think this is a mistake.',
      };
}

/** For the live region: said once when it changes. */
export function announcement(stage: JoinStage): string {
  switch (stage.status) {
    case 'connecting':
      return '';
    case 'waiting':
      return 'You are in the waiting room. The producer knows you are here.';
    case 'backstage':
      return stage.onStage
        ? 'You are on stage. The show is not live yet.'
        : 'You are backstage. Viewers do not see or hear you.';
    case 'on-air':
      return 'You are on air. Viewers see and hear you.';
    case 'out':
      return stage.title;
  }
}
