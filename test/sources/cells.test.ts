/** Cells of a row are those that `split` finds, and their numbers those that `Number` reads. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Cells } from "../../bindings/sources/reading/cells.ts";

const COMMA = 0x2c;
const FIRST = 3;

const digits = (most: number) =>
  fc.array(fc.nat(9), { minLength: 1, maxLength: most }).map((each) => each.join(""));
const decimal = fc
  .tuple(fc.constantFrom("", "", "-", "+"), digits(18), fc.option(digits(14)))
  .map(([sign, whole, part]) => `${sign}${whole}${part === null ? "" : `.${part}`}`);
const oddity = fc.constantFrom("", ".5", "5.", "1e3", "2E-7", "1.2.3", "-", "0x10", "1_0", "NaN");
const word = fc.stringMatching(/^[ a-z0-9.\-:!]{0,12}$/);
const nearDigits = fc.stringMatching(/^[0-9:;/]{4,12}$/);
const long = fc.bigInt(2n ** 53n - 9n, 2n ** 64n).map(String);
const bare = fc.oneof(decimal, nearDigits, long, digits(17), digits(8), oddity, word);
const cell = fc.oneof(
  bare,
  bare.map((text) => ` ${text}  `),
  bare.map((text) => `"${text}"`),
);
const columns = fc.integer({ min: 1, max: 5 });
const table = columns.chain((width) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 9 }),
);

function spelled(text: string): string {
  const stripped = text.replace(/^ +/, "").replace(/[ \r]+$/, "");
  return /^".*"$/.test(stripped) && stripped.length > 1 ? stripped.slice(1, -1) : stripped;
}

function numberOf(text: string): number {
  return /^[+-]?\d+\.?\d*(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

function integerOf(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : NaN;
}

/** What cells are asked for: rows behind are read ahead by what those before were asked for. */
type Ask = "number" | "integer" | "both" | "text";
const asks = fc.array(fc.constantFrom<Ask>("number", "integer", "both", "text"), {
  minLength: 6,
  maxLength: 6,
});

function expectCell(cells: Cells, at: number, text: string, ask: Ask): void {
  const bare = spelled(text);
  expect(cells.text(at)).toBe(bare);
  if (ask === "number" || ask === "both") expect(cells.number(at)).toBe(numberOf(bare));
  // Integers are exact only below 2^53.
  const integer = integerOf(bare);
  const isExact = !(Math.abs(integer) > Number.MAX_SAFE_INTEGER);
  if (isExact && (ask === "integer" || ask === "both")) expect(cells.integer(at)).toBe(integer);
  if (ask === "both") expect(cells.number(at)).toBe(numberOf(bare));
}

test.each(["\n", "\r\n"])("rows closed by %j, wherever they lie in the buffer", (end) => {
  fc.assert(
    fc.property(table, asks, fc.nat(1), (rows, asked, shift) => {
      const text = rows.map((row) => row.join(",") + end).join("");
      const bytes = new TextEncoder().encode("#".repeat(FIRST) + text);
      const cells = new Cells();
      let pos = FIRST;
      for (const [line, row] of rows.entries()) {
        pos = cells.split(bytes, pos, COMMA);
        expect(cells.count).toBe(row.length);
        row.forEach((text, at) => {
          expectCell(cells, at, text, asked[(at + line * shift) % asked.length]);
        });
      }
      expect(pos).toBe(bytes.length);
    }),
    { numRuns: 1000 },
  );
});

test("separators below and above the digits", () => {
  for (const separator of ["\t", ";", "|"]) {
    const bytes = new TextEncoder().encode(`12.5${separator}${separator}1723161240016000\n`);
    const cells = new Cells();
    for (let turn = 0; turn < 2; turn++) {
      expect(cells.split(bytes, 0, separator.charCodeAt(0))).toBe(bytes.length);
      expect(cells.texts()).toEqual(["12.5", "", "1723161240016000"]);
      expect([cells.number(0), cells.number(1), cells.integer(2)]).toEqual([
        12.5,
        NaN,
        1723161240016000,
      ]);
    }
  }
});

test("a row of more cells than any before", () => {
  const row = Array.from({ length: 300 }, (_, at) => String(at));
  const cells = new Cells();
  cells.split(new TextEncoder().encode(`${row.join(",")}\n`), 0, COMMA);
  expect(cells.texts()).toEqual(row);
  expect(cells.number(299)).toBe(299);
});
