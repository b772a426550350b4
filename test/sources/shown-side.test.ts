/** What is written of one side after each picture is what differs from the picture before. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { ShownSide } from "../../bindings/sources/reading/shown-side.ts";

type Picture = readonly (readonly [price: number, size: number])[];

/** Collects what is written, and keeps the book it makes. */
class Told {
  readonly book = new Map<number, number>();
  levels: [price: number, size: number][] = [];
  flags = new Set<number>();

  add(_timeUs: number, price: number, size: number, flags: number): void {
    this.levels.push([price, size]);
    this.flags.add(flags);
    if (size === 0) this.book.delete(price);
    else this.book.set(price, size);
  }
}

function show(side: ShownSide, picture: Picture, told: Told): void {
  told.levels = [];
  side.begin();
  for (const [price, size] of picture) expect(side.add(price, size)).toBe(true);
  expect(side.count).toBe(picture.length);
  side.write(told, 0);
}

const level = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 3 }));
const pictures = fc.array(fc.array(level, { maxLength: 50 }), { maxLength: 6 });

describe.each([
  ["bids", abi.SIDE_BID, -1],
  ["asks", abi.SIDE_ASK, 1],
] as const)("%s", (_, flag, direction) => {
  test("changes make the same book as whole pictures, and none is told in vain", () => {
    fc.assert(
      fc.property(pictures, (drawn) => {
        const side = new ShownSide(flag);
        const told = new Told();
        let before = new Map<number, number>();
        for (const levels of drawn) {
          const now = new Map(levels);
          const picture = [...now].sort(([a], [b]) => direction * (a - b));
          show(side, picture, told);
          expect(told.book).toEqual(now);
          for (const [price, size] of told.levels) expect(before.get(price) ?? 0).not.toBe(size);
          const prices = told.levels.map(([price]) => direction * price);
          expect(prices).toEqual(prices.toSorted((a, b) => a - b));
          before = now;
        }
        expect([...told.flags].every((f) => f === (abi.KIND_LEVEL_SET | flag))).toBe(true);
      }),
    );
  });

  test("a picture out of order is refused, and leaves no trace if it is not written", () => {
    const side = new ShownSide(flag);
    const told = new Told();
    show(side, [[10, 1]], told);
    side.begin();
    expect(side.add(20, 2)).toBe(true);
    expect(side.add(20, 2)).toBe(false);
    expect(side.add(20 - direction, 2)).toBe(false);
    show(side, [[10, 1]], told);
    expect(told.levels).toEqual([]);
  });

  test("behind a clear all levels are told", () => {
    const side = new ShownSide(flag);
    const told = new Told();
    show(side, [[10, 1]], told);
    side.forget();
    show(side, [[10, 1]], told);
    expect(told.levels).toEqual([[10, 1]]);
  });
});
