/** What the join page asks of the server besides the socket; a narrow view of the tRPC client. */
export interface JoinApi {
  redeem(
    name: string,
    seatToken: string | undefined,
  ): Promise<{
    showId: string;
    seatId: string;
    seatToken: string;
  }>;
  fetchRoomToken(showId: string, seatToken: string): Promise<{ url: string; token: string }>;
}
