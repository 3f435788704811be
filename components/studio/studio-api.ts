import type { AssetKind } from '@/lib/core/contract/asset';
import type { Brand } from '@/lib/core/contract/brand';
import type { Actor } from '@/lib/core/contract/show-commands';

/** What the studio asks of the server besides the socket; a narrow view of the tRPC client. */
export interface StudioApi {
  fetchRoomToken(): Promise<{ url: string; token: string }>;
  fetchWhipToken(leaseNumber: number, clientId: string): Promise<string>;
  takeSeat(name: string): Promise<{ seatId: string; seatToken: string }>;
  fetchSeatRoomToken(seatToken: string): Promise<{ url: string; token: string }>;
  createInvite(label: string): Promise<{ url: string }>;
  /** The workspace's, which new shows start with. */
  fetchBrand(): Promise<Brand>;
  /** The workspace's files: the kind of each by its id. */
  fetchLibrary(): Promise<ReadonlyMap<string, AssetKind>>;
  redeemInvite(code: string, name: string): Promise<{ seatId: string; seatToken: string }>;
}

/** Who this producer is, as the server answered `studio.enter`. */
export type StudioActor = Extract<Actor, { kind: 'user' }>;
