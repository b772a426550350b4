/**
 * The laws every calculator passes, whatever it computes. A calculator joins by one call with a
 * judge that computes each answer from its definition, without any state.
 */
import { describe, expect, test } from "vitest";
import { Column } from "../../bindings/calculators/index.ts";
import { seriesMemory } from "../../bindings/core/series/memory.ts";
import { OrderError } from "../../bindings/index.ts";

export interface Calculates {
  readonly value: number;
  readonly count: number;
  readonly ready: boolean;
  update: (...values: number[]) => number;
  // biome-ignore lint/suspicious/noExplicitAny: one, two or three columns, then where to write
  process: (...columns: any[]) => Float64Array;
  reset(): void;
  snapshot(): Uint8Array;
  dispose(): void;
}

export interface Subject {
  readonly name: string;
  /** A new one that skips unknown values, or as `nan` says. */
  make(nan?: "skip" | "propagate" | "throw"): Calculates;
  restore(bytes: Uint8Array): Calculates;
  /** Input columns of `length` values. */
  inputs(length: number): Float64Array[];
  /** The answer after each value. */
  judge(inputs: readonly Float64Array[]): ArrayLike<number>;
  /** How far from the judge: relative to the answer, and absolute. */
  readonly tolerance: { readonly rel: number; readonly abs: number };
  /** Whether one value at a time gives the bits of many at once. */
  readonly isStreamingExact?: boolean;
  /** Whether an unknown value is gone when it has left the window; false: stays until reset. */
  readonly judgesUnknown?: boolean;
}

const LENGTH = 3000;

export function near(expected: number, found: number, { rel, abs }: Subject["tolerance"]): boolean {
  if (Number.isNaN(expected) || Number.isNaN(found)) return Object.is(expected, found);
  return Math.abs(found - expected) <= Math.max(abs, rel * Math.abs(expected));
}

function expectNear(
  expected: ArrayLike<number>,
  found: ArrayLike<number>,
  tolerance: Subject["tolerance"],
): void {
  expect(found.length).toBe(expected.length);
  for (let index = 0; index < expected.length; index++) {
    if (near(expected[index], found[index], tolerance)) continue;
    expect.fail(`value ${index}: expected ${expected[index]}, found ${found[index]}`);
  }
}

function bits(values: ArrayLike<number>): string[] {
  return Array.from(values, (x) => (Object.is(x, -0) ? "-0" : String(x)));
}

function stream(made: Calculates, inputs: readonly Float64Array[]): Float64Array {
  return inputs[0].map((_, index) => made.update(...inputs.map((column) => column[index])));
}

function cut(inputs: readonly Float64Array[], from: number, to: number): Float64Array[] {
  return inputs.map((column) => column.slice(from, to));
}

function inPieces(made: Calculates, inputs: readonly Float64Array[], sizes: number[]): number[] {
  const answers: number[] = [];
  for (let from = 0, piece = 0; from < inputs[0].length; piece++) {
    const to = Math.min(inputs[0].length, from + sizes[piece % sizes.length]);
    answers.push(...made.process(...cut(inputs, from, to)));
    from = to;
  }
  return answers;
}

/** Unknown values in the first column at some places, also side by side. */
function withUnknown(inputs: readonly Float64Array[]): Float64Array[] {
  return inputs.map((column, at) =>
    at > 0 ? column : column.map((x, i) => (i % 97 === 5 || i % 211 === 6 ? NaN : x)),
  );
}

function describeAnswers(subject: Subject): void {
  const { tolerance } = subject;
  const inputs = subject.inputs(LENGTH);
  test("answers as the judge, one by one and at once", () => {
    const expected = subject.judge(inputs);
    expectNear(expected, stream(subject.make(), inputs), tolerance);
    expectNear(expected, subject.make().process(...inputs), tolerance);
    expect(Array.from(expected).filter(Number.isFinite).length).toBeGreaterThan(LENGTH / 2);
  });
  test("no cutting of a column changes a bit", () => {
    const whole = bits(subject.make().process(...inputs));
    for (const sizes of [[1], [2, 3], [7, 64, 1], [500], [4096], [3, 1000, 5]]) {
      expect(bits(inPieces(subject.make(), inputs, sizes))).toEqual(whole);
    }
    if (subject.isStreamingExact) expect(bits(stream(subject.make(), inputs))).toEqual(whole);
  });
  test("columns and single values may take turns", () => {
    const made = subject.make();
    const answers: number[] = [];
    for (let from = 0; from < LENGTH; from += 100) {
      const part = cut(inputs, from, from + 100);
      const single = stream(made, cut(part, 0, 41 + (from % 7)));
      answers.push(...single, ...made.process(...cut(part, single.length, 100)));
    }
    expectNear(subject.judge(inputs), answers, tolerance);
  });
  test("columns in linear memory are not copied and give the same bits", () => {
    const expected = bits(subject.make().process(...inputs));
    const made = subject.make();
    const columns = inputs.map((input) => new Column(input.length));
    for (const [at, column] of columns.entries()) column.values.set(inputs[at]);
    expect(bits(made.process(...columns))).toEqual(expected);
    for (const [at, column] of columns.entries())
      expect([...column.values]).toEqual([...inputs[at]]);
  });
  test("value is the newest answer, count what was taken", () => {
    const made = subject.make();
    expect(made.value).toBeNaN();
    expect(made.ready).toBe(false);
    for (let index = 0; index < 300; index++) {
      const answer = made.update(...inputs.map((column) => column[index]));
      expect(made.count).toBe(index + 1);
      if (!Number.isNaN(answer)) {
        expect(made.ready).toBe(true);
        expect(near(answer, made.value, tolerance)).toBe(true);
      }
    }
  });
}

function describeLife(subject: Subject): void {
  const inputs = subject.inputs(LENGTH);
  const [head, tail] = [cut(inputs, 0, 1234), cut(inputs, 1234, LENGTH)];
  test("continues from a snapshot with the same bits", () => {
    const made = subject.make();
    made.process(...head);
    const again = subject.restore(made.snapshot());
    expect(again.count).toBe(made.count);
    expect(bits(again.process(...tail))).toEqual(bits(made.process(...tail)));
    const one = subject.make();
    stream(one, head);
    const other = subject.restore(one.snapshot());
    expect(bits(stream(other, tail))).toEqual(bits(stream(one, tail)));
  });
  test("refuses foreign, truncated and altered snapshots", () => {
    const bytes = subject.make().snapshot();
    const altered = bytes.slice();
    altered[altered.length - 1] ^= 1;
    for (const wrong of [bytes.slice(0, -1), altered, new Uint8Array(40)]) {
      expect(() => subject.restore(wrong)).toThrow(/snapshot/);
    }
  });
  test("is as new after a reset", () => {
    const made = subject.make();
    const fresh = bits(made.process(...inputs));
    made.reset();
    expect(made.count).toBe(0);
    expect(made.value).toBeNaN();
    expect(bits(made.process(...inputs))).toEqual(fresh);
  });
  test("neighbours do not hear each other", () => {
    const alone = bits(stream(subject.make(), tail));
    const one = subject.make();
    const other = subject.make();
    const answers = tail[0].map((_, index) => {
      other.update(...head.map((column) => column[index % head[0].length]));
      return one.update(...tail.map((column) => column[index]));
    });
    expect(bits(answers)).toEqual(alone);
  });
  test("gives its memory back, and throws when used afterwards", () => {
    const before = seriesMemory().arena.usedBytes;
    const many = Array.from({ length: 100 }, () => subject.make());
    for (const made of many) made.dispose();
    many[0].dispose();
    expect(seriesMemory().arena.usedBytes).toBe(before);
    for (const use of [
      () => many[0].update(...inputs.map((column) => column[0])),
      () => many[0].process(...head),
      () => many[0].value,
      () => many[0].snapshot(),
      () => many[0].reset(),
    ]) {
      expect(use).toThrow(OrderError);
    }
  });
}

function describeUnknown(subject: Subject): void {
  const inputs = subject.inputs(LENGTH);
  const faulty = withUnknown(inputs);
  const isKnown = (_: number, index: number) => !Number.isNaN(faulty[0][index]);
  test("skips unknown values without a trace", () => {
    const kept = faulty.map((column) => column.filter(isKnown));
    const expected = bits(subject.make().process(...kept));
    const answers = subject.make().process(...faulty);
    expect(bits(answers.filter(isKnown))).toEqual(expected);
    expect(answers.filter((x, index) => !isKnown(x, index)).every(Number.isNaN)).toBe(true);
    expect(bits(inPieces(subject.make(), faulty, [13, 400]))).toEqual(bits(answers));
    const streamed = stream(subject.make(), faulty).filter(isKnown);
    expect(bits(streamed)).toEqual(bits(stream(subject.make(), kept)));
    const infinite = faulty.map((column) => column.map((x) => (Number.isNaN(x) ? -Infinity : x)));
    expect(bits(subject.make().process(...infinite))).toEqual(bits(answers));
  });
  test("refuses unknown values and stays as it was", () => {
    const made = subject.make("throw");
    const clean = cut(inputs, 0, 400);
    stream(made, clean);
    const before = made.snapshot();
    const wrong = inputs.map(() => NaN);
    expect(() => made.update(...wrong)).toThrow(/finite/);
    expect(() => made.process(...cut(faulty, 0, 400))).toThrow(/value 5 must be finite/);
    expect([...made.snapshot()]).toEqual([...before]);
  });
  test("refuses what is no column of numbers", () => {
    const made = subject.make();
    const before = made.snapshot();
    expect(() => made.process(...inputs.map(() => "7" as unknown as Float64Array))).toThrow(
      TypeError,
    );
    expect(() => made.process(...inputs, new Float64Array(1))).toThrow(RangeError);
    expect([...made.snapshot()]).toEqual([...before]);
  });
  if (subject.judgesUnknown === false) return;
  test("propagates unknown values while they are in the window", () => {
    const expected = subject.judge(faulty);
    expectNear(expected, subject.make("propagate").process(...faulty), subject.tolerance);
    expectNear(expected, stream(subject.make("propagate"), faulty), subject.tolerance);
  });
}

/** Runs all laws on a calculator. */
export function describeLaws(subject: Subject): void {
  describe(subject.name, () => {
    describeAnswers(subject);
    describeLife(subject);
    describeUnknown(subject);
  });
}
