import type { SeededRandom } from '@/lib/core/show/testing/seeded-random';

/** How one sort of input is changed, cut down, and written so that a person can send it again. */
export interface InputKind<Input> {
  mutate(input: Input, tools: MutationTools<Input>): Input;
  /** Smaller inputs worth trying in its place, largest cuts first. */
  cuts(input: Input): Iterable<Input>;
  /** In base64; `decode` is its inverse. */
  encode(input: Input): string;
  decode(encoded: string): Input;
  /** For the reader of a finding: hex, quoted text or JSON, cut to a line. */
  show(input: Input): string;
}

export interface MutationTools<Input> {
  random: SeededRandom;
  /** Another input of the corpus, for splices. */
  other(): Input;
  /** Words that mean something to this parser. */
  dictionary: readonly string[];
  /** Bytes, characters or JSON characters an input may have. */
  sizeMax: number;
}

/**
 * One parser of what strangers send. `run` answers with a code: a typed refusal, or what was made of the input. Whatever
 * it throws is a finding, for a parser must answer; so is {@link Broken}, by which a target says that an answer lied.
 */
export interface FuzzTarget<Input = never> {
  name: string;
  kind: InputKind<Input>;
  /** Hostile tables and recorded inputs. */
  corpus: readonly Input[];
  dictionary?: readonly string[];
  /** Default {@link SIZE_MAX}. */
  sizeMax?: number;
  /** Default {@link CALL_MS_MAX}. */
  callMsMax?: number;
  /**
   * For streams: bytes that the parser may hold after one input, measured for each input of the corpus. The target keeps
   * its last parser, as a connection would.
   */
  heldBytesMax?: number;
  /** `random` hangs on the input alone, so that the input is all one needs to see a finding again. */
  run(input: Input, random: SeededRandom): string | Promise<string>;
  close?(): void | Promise<void>;
}

/** A target whose sort of input does not matter to the one who runs it. */
export type AnyTarget = FuzzTarget<never>;

/** Makes a target; slow ones (servers, key material) are made only when they are run. */
export type TargetMaker = () => AnyTarget | Promise<AnyTarget>;

/** Twice the largest datagram: stream parsers name their own. */
export const SIZE_MAX = 4 * 1024;
/** A call of a parser takes microseconds; a quarter of a second is a server that stands still for everybody. */
export const CALL_MS_MAX = 250;

/** The parser answered, but its answer breaks a promise of its documentation. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

export function promise(isKept: boolean, what: string): void {
  if (!isKept) throw new Broken(what);
}

/** How many changes one input gets: half of them one, so that the rest of it is still understood. */
export function stepsOf(random: SeededRandom): number {
  return random.chance(0.5) ? 1 : 2 + random.below(4);
}

/** Forgets the sort of input: the runner only ever hands a target its own inputs. */
export function target<Input>(made: FuzzTarget<Input>): AnyTarget {
  return made as unknown as AnyTarget;
}
