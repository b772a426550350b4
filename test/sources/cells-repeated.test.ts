/** Rows that begin like the one before read as rows that are read alone. */
import { expect, test } from "vitest";
import { Cells } from "../../bindings/sources/reading/cells.ts";
import { Random } from "../helpers/random.ts";

const COMMA = 0x2c;
const COLUMNS = 6;
const TEXTS = [
  ..."7,77,-3,0.10,1.5,1723161240003000,1723161240004,1e-7,bid,binance,12x,..".split(","),
  ...["", " 7", "7 ", '"7"', '"a"', '"', "é"],
];

/** What a row says, by every way of asking; some of them change how later rows are read. */
function answersOf(cells: Cells, asked: readonly number[]): unknown[] {
  return Array.from({ length: cells.count }, (_, cell) => {
    const way = asked[cell] ?? 0;
    if (way === 1) return cells.number(cell);
    if (way === 2) return cells.integer(cell);
    return [cells.text(cell), cells.letter(cell), cells.isEmpty(cell)];
  });
}

test("mixed rows, each with some cells of the row before", () => {
  const random = new Random(23);
  const pick = () => TEXTS[random.integer(0, TEXTS.length - 1)];
  for (let run = 0; run < 150; run++) {
    let row = Array.from({ length: COLUMNS }, pick);
    let text = "";
    for (let line = 0; line < 30; line++) {
      const kept = random.integer(0, COLUMNS);
      const count = random.integer(0, 5) === 0 ? random.integer(1, COLUMNS) : COLUMNS;
      row = Array.from({ length: count }, (_, cell) => (cell < kept ? row[cell] : pick()) ?? "");
      text += `${row.join(",")}${random.integer(0, 3) === 0 ? "\r" : ""}\n`;
    }
    const bytes = new TextEncoder().encode(text);
    const repeated = new Cells();
    const asked = Array.from({ length: COLUMNS }, () => random.integer(0, 2));
    for (let pos = 0; pos < bytes.length; ) {
      const alone = new Cells();
      const next = alone.split(bytes, pos, COMMA);
      expect(repeated.split(bytes, pos, COMMA, true)).toBe(next);
      expect(repeated.count).toBe(alone.count);
      const shown = new TextDecoder().decode(bytes.subarray(pos, next));
      expect(answersOf(repeated, asked), shown).toEqual(answersOf(alone, asked));
      pos = next;
    }
  }
});

test("a row in another buffer, where the last one ended in its own", () => {
  const cells = new Cells();
  const encoder = new TextEncoder();
  const first = encoder.encode("1,a\n2,b\n");
  const second = encoder.encode("3,a\n3,b\n3,c\n");
  cells.split(first, 0, COMMA, true);
  expect(cells.number(0)).toBe(1);
  cells.split(first, 4, COMMA, true);
  expect(cells.number(0)).toBe(2);
  cells.split(second, 8, COMMA, true);
  expect(cells.number(0)).toBe(3);
});
