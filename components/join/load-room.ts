import type { createGuestSession } from '@/lib/browser/room/guest-session';
import { loadLiveKit } from '@/lib/browser/room/load-livekit';
import type { GuestRoom } from './guest-room';

/** What comes after the lobby. */
export interface RoomParts {
  GuestRoom: typeof GuestRoom;
  createGuestSession: typeof createGuestSession;
}

/**
 * Fetches the waiting room, so that the lobby is there soon on a phone; what the room behind it needs comes while the guest
 * waits to be admitted. @throws when the network does not give it; try again.
 */
export async function loadRoom(): Promise<RoomParts> {
  const [{ GuestRoom }, { createGuestSession }] = await Promise.all([
    import('./guest-room'),
    import('@/lib/browser/room/guest-session'),
  ]);
  // The room client fetches it again, and says so, should this fail.
  loadLiveKit().catch(() => undefined);
  return { GuestRoom, createGuestSession };
}
