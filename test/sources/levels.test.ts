/** Levels read from bytes are the numbers `Number` reads, whatever their digits. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import { ByteCursor } from "../../bindings/sources/reading/byte-cursor.ts";
import { readLevels } from "../../bindings/sources/reading/levels.ts";

const digits = (length: number) =>
  fc.array(fc.nat(9), { minLength: 1, maxLength: length }).map((each) => each.join(""));
const decimal = fc
  .tuple(digits(20), fc.option(digits(26)), fc.option(fc.integer({ min: -30, max: 30 })))
  .map(([whole, part, exponent]) => {
    const point = part === null ? "" : `.${part}`;
    return `${whole}${point}${exponent === null ? "" : `e${exponent}`}`;
  });

function read(text: string) {
  const cursor = new ByteCursor();
  const bytes = new TextEncoder().encode(`${text}!\n`);
  cursor.moveTo(bytes, 0);
  const batch = new TickBatch(1);
  const isRead = readLevels(cursor, batch, 5, 7, 9);
  const levels = Array.from({ length: batch.length }, (_, at) => [
    batch.priceAt(at),
    batch.sizeAt(at),
  ]);
  return { isRead, levels, isBehind: bytes[cursor.pos] === 0x21 };
}

test("levels of any digits", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(decimal, decimal), { maxLength: 9 }), (levels) => {
      const found = read(JSON.stringify(levels));
      const expected = levels.map((level) => level.map(Number));
      expect(found).toEqual({ isRead: true, levels: expected, isBehind: true });
    }),
    { numRuns: 500 },
  );
});

test.each([
  "",
  "{}",
  "[",
  "[[]]",
  '[["1"]]',
  '[["1","2"]',
  '[["1","2"],]',
  '[["1","2","3"]]',
  '[["1" ,"2"]]',
  '[ ["1","2"]]',
  "[[1,2]]",
  '[["-1","2"]]',
  '[[".5","2"]]',
  '[["1.2.3","2"]]',
  '[["","2"]]',
  '[["1","2]]',
])("%s is left to the slow road", (text) => {
  expect(read(text).isRead).toBe(false);
});
