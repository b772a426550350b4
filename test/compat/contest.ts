/**
 * Three answers to one series: ours, the peer's and the definition's. Ours must be right on all of
 * them; the peer must say the same where it is not named as wrong, and be wrong where it is.
 */
import { describe, expect, test } from "vitest";
import { SERIES, SERIES_NAMES, type SeriesName } from "./series.ts";

/** What a library answers to a value: a number, or none. */
export type Answer = number | null | undefined;

export interface Contest {
  readonly name: string;
  /** Answers after each value. */
  readonly ours: (values: Float64Array) => Answer[];
  /** Undefined where the peer is not installed. */
  readonly peer: ((values: Float64Array) => Answer[]) | undefined;
  /** The right answer from all values so far, with the peer's kind of "none" in the beginning. */
  readonly judge: (seen: number[]) => Answer;
  /** Values that an answer depends on. */
  readonly window: number;
  /** Series on which the peer is wrong. */
  readonly wrong: readonly SeriesName[];
  /** Series on which the answer is nothing but rounding, by definition. */
  readonly meaningless?: readonly SeriesName[];
  /** Error of ours that is allowed, and of a peer that counts as right. */
  readonly tolerance?: Tolerance;
  readonly peerTolerance?: Tolerance;
}

/** Relative to the answer, and to the largest value in the window. */
export interface Tolerance {
  readonly rel: number;
  readonly scale: number;
}

const OURS = { rel: 1e-12, scale: 1e-15 };
/** A running sum over the whole series rounds as often as there are values. */
const PEERS = { rel: 1e-12, scale: 1e-13 };
/** Denormal numbers have few digits. */
const LEAST = 1e-322;

/** The largest size in the window, or the usual one where it is larger. */
function scaleOf(seen: number[], window: number, usual: number): number {
  const sizes = seen.slice(-window).map(Math.abs);
  return sizes.reduce((most, x) => (x > most && x < Infinity ? x : most), usual);
}

function usualSize(values: Float64Array): number {
  const sizes = values
    .map(Math.abs)
    .filter((x) => x > 0 && x < Infinity)
    .sort();
  return sizes[sizes.length >> 1] ?? 0;
}

/** Where the answers differ first, or "". */
function difference(
  found: Answer[],
  expected: Answer[],
  values: Float64Array,
  window: number,
  { rel, scale }: Tolerance,
): string {
  if (found.length !== expected.length) return `${found.length} answers, not ${expected.length}`;
  const seen = Array.from(values);
  const usual = usualSize(values);
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [found[i], expected[i]];
    if (typeof a !== "number" || typeof b !== "number") {
      if (a !== b) return `answer ${i} is ${a}, not ${b}`;
    } else if (!Number.isFinite(b)) {
      if (Number.isFinite(a)) return `answer ${i} is ${a}, not ${b}`;
    } else {
      const allowed =
        rel * Math.abs(b) + scale * scaleOf(seen.slice(0, i + 1), window, usual) + LEAST;
      if (!(Math.abs(a - b) <= allowed)) return `answer ${i} is ${a}, not ${b}`;
    }
  }
  return "";
}

/** Runs a contest over all series. */
export function describeContest(contest: Contest): void {
  const { peer, window, meaningless = [] } = contest;
  const names = SERIES_NAMES.filter((name) => !meaningless.includes(name));
  const known = new Map<Float64Array, Answer[]>();
  const judged = (values: Float64Array): Answer[] => {
    const all = Array.from(values);
    const right = known.get(values) ?? all.map((_, i) => contest.judge(all.slice(0, i + 1)));
    known.set(values, right);
    return right;
  };
  describe(contest.name, () => {
    test.each(names)("is right on %s", (name) => {
      const values = SERIES[name];
      const tolerance = contest.tolerance ?? OURS;
      const text = difference(contest.ours(values), judged(values), values, window, tolerance);
      expect(text).toBe("");
    });
    test.skipIf(!peer).each(names)("the peer on %s", (name) => {
      const values = SERIES[name];
      const tolerance = contest.peerTolerance ?? PEERS;
      const text = difference(peer!(values), judged(values), values, window, tolerance);
      if (contest.wrong.includes(name)) expect(text).not.toBe("");
      else expect(text).toBe("");
    });
  });
}
