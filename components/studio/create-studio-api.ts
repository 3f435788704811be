import type { useTRPCClient } from '@/lib/browser/api/trpc-context';
import type { StudioApi } from './studio-api';

/** The studio's view of the tRPC client. */
export function createStudioApi(
  client: ReturnType<typeof useTRPCClient>,
  showId: string,
  clientId: string,
): StudioApi {
  return {
    fetchRoomToken: async () => (await client.studio.enter.query({ showId, clientId })).livekit,
    fetchWhipToken: async (leaseNumber) =>
      (await client.studio.whipToken.mutate({ showId, leaseNumber, clientId })).token,
    takeSeat: (name) => client.studio.takeSeat.mutate({ showId, name }),
    fetchSeatRoomToken: (seatToken) => client.join.roomToken.mutate({ showId, seatToken }),
    createInvite: (label) =>
      client.invites.create.mutate({ showId, label, role: 'guest', expiresAt: null, maxUses: null }),
    fetchBrand: () => client.brand.get.query(),
    fetchLibrary: async () =>
      new Map((await client.assets.list.query({})).map(({ assetId, kind }) => [assetId, kind])),
    redeemInvite: (code, name) => client.join.redeem.mutate({ code, name }),
  };
}
