/**
 * Replacing the newest value: whatever was replaced however often, the answers are to the bit those
 * of an indicator that only saw what was kept, and the peer's within rounding.
 */
import { expect, test } from "vitest";
import { isNear } from "../helpers/compare.ts";
import { Random } from "../helpers/random.ts";
import type { Answer } from "./contest.ts";

interface Replaces<Input> {
  add(x: Input): unknown;
  replace(x: Input): unknown;
  getResult(): unknown;
  readonly isStable: boolean;
}

export interface Replacing<Input> {
  readonly name: string;
  readonly ours: () => Replaces<Input>;
  /** Undefined where the peer is not installed, or not as good. */
  readonly peer: (() => Replaces<Input>) | undefined;
  /** An input; without it prices. */
  readonly draw?: (random: Random) => Input;
  /** Relative difference from the peer that is rounding. */
  readonly rel?: number;
}

const drawPrice = (random: Random): number => 65_000 + random.integer(-500, 500) / 100;

/** Numbers of an answer, in the order of their names. */
export function numbersOf(answer: unknown): Answer[] {
  if (typeof answer !== "object" || answer === null) return [answer as Answer];
  return Object.entries(answer)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, x]) => x);
}

function expectNear(found: unknown, expected: unknown, rel: number): void {
  const [a, b] = [numbersOf(found), numbersOf(expected)];
  expect(a.length).toBe(b.length);
  for (const [i, x] of a.entries()) {
    const y = b[i];
    const isSame =
      typeof x === "number" && typeof y === "number" ? isNear(x, y, { rel, abs: rel }) : x === y;
    if (!isSame) expect.fail(`${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
  }
}

/** Runs the laws of replacing. */
export function describeReplacing<Input = number>(subject: Replacing<Input>): void {
  const { name, ours, peer, rel = 1e-11 } = subject;
  const draw = subject.draw ?? (drawPrice as (random: Random) => Input);

  test(`${name}: what was replaced leaves no trace`, () => {
    const random = new Random(31);
    const [made, kept] = [ours(), ours()];
    for (let i = 0; i < 1500; i++) {
      const wrong = Array.from({ length: random.integer(0, 3) }, () => draw(random));
      for (const [index, x] of wrong.entries()) index === 0 ? made.add(x) : made.replace(x);
      const x = draw(random);
      const answer = wrong.length === 0 ? made.add(x) : made.replace(x);
      expect(answer).toEqual(kept.add(x));
      expect(made.getResult()).toEqual(kept.getResult());
    }
  });
  test(`${name}: the first value may come by replace`, () => {
    const [made, kept] = [ours(), ours()];
    const random = new Random(32);
    const first = draw(random);
    expect(made.replace(first)).toEqual(kept.add(first));
    for (let i = 0; i < 60; i++) {
      const x = draw(random);
      expect(made.add(x)).toEqual(kept.add(x));
    }
  });
  if (!peer) return;
  test(`${name}: replaces as the peer does`, () => {
    const random = new Random(33);
    const [made, other] = [ours(), peer()];
    for (let i = 0; i < 2000; i++) {
      const x = draw(random);
      const isReplacing = i > 0 && random.chance(0.4);
      if (isReplacing) expectNear(made.replace(x), other.replace(x), rel);
      else expectNear(made.add(x), other.add(x), rel);
      expectNear(made.getResult(), other.getResult(), rel);
      expect(made.isStable).toBe(other.isStable);
    }
  });
}
