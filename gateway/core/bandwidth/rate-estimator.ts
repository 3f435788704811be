/** How much one subscriber can be sent, judged by what it reports. Implementations are pure: clocks are passed in. */
export interface RateEstimator {
  /** @param lossFraction - 0..1, mean of a report's streams. @param rttMs - null when the report tells none. */
  receiveReport(lossFraction: number, rttMs: number | null): void;
  /** Call at a steady pace (500 ms). @param sentKbps - really sent, sound included. @returns kbps for everything. */
  poll(sentKbps: number, nowMs: number): number;
  readonly rttMs: number;
}
