/** Decimals read from bytes are the doubles that `Number` reads from the text. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteCursor, negativePowerOfTen } from "../../bindings/sources/reading/byte-cursor.ts";
import { Random } from "../helpers/random.ts";

const encoder = new TextEncoder();

function read(text: string): { value: number; length: number } {
  const cursor = new ByteCursor();
  cursor.moveTo(encoder.encode(`${text}"\n`), 0);
  return { value: cursor.decimal(), length: cursor.pos };
}

test("equals Number on 100,000 random decimals of all lengths", () => {
  const random = new Random(1);
  for (let i = 0; i < 100_000; i++) {
    const whole = String(random.integer(0, 10 ** random.integer(0, 9)));
    const extra = random.chance(0.1) ? String(random.integer(0, 1e9)) : "";
    const decimals = Array.from({ length: random.integer(0, 12) }, () => random.integer(0, 9));
    const text = whole + extra + (decimals.length > 0 ? `.${decimals.join("")}` : "");
    const { value, length } = read(text);
    if (!Object.is(value, Number(text)) || length !== text.length) {
      expect(text).toBe(`read as ${value}, ${length} characters`);
    }
  }
});

test("equals Number on every positive double printed in full", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(read(String(value)).value).toBe(Math.abs(value));
    }),
    { numRuns: 2000 },
  );
});

test("stops where the number ends and refuses what begins otherwise", () => {
  expect(read("12.50,7")).toEqual({ value: 12.5, length: 5 });
  expect(read("")).toEqual({ value: Number.NaN, length: 0 });
  expect(read("x1").value).toBeNaN();
  expect(read("-1").value).toBeNaN();
  expect(read("1e").value).toBeNaN();
});

test("integers stop at the place asked for", () => {
  const cursor = new ByteCursor();
  cursor.moveTo(encoder.encode("1723161255319702566\n"), 0);
  expect(cursor.integer(16)).toBe(1723161255319702);
});

test("powers of ten are the doubles of their literals", () => {
  expect(negativePowerOfTen(1)).toBe(0.1);
  expect(negativePowerOfTen(8)).toBe(1e-8);
  expect(negativePowerOfTen(0)).toBe(1);
});
