import type * as LiveKitClient from 'livekit-client';

export type LiveKit = typeof LiveKitClient;

/** The room's library, most of the guest's page in bytes: fetched once, when a room is near. */
export const loadLiveKit = (): Promise<LiveKit> => import('livekit-client');
