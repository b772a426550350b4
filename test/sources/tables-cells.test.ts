/** Cells of tables: sides, times and numbers in all their forms, and what cannot be read. */
import { describe, expect, test } from "vitest";
import { openSource } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { allTicks, messages, temporaryFile } from "./reading.ts";
import { csvOf, ticksOfAll } from "./table-files.ts";
import { columnFiles, T, TRADES, toldOf } from "./table-words.ts";

describe("cells", () => {
  const side = (values: (string | number)[], columns: Record<string, string> = {}) => {
    const table = {
      time: values.map((_, row) => T + row),
      side: values,
      price: values.map(() => 1),
      size: values.map(() => 1),
    };
    const mapping = { time: "time", price: "price", size: "size", side: "side", ...columns };
    return toldOf(table, { columns: mapping });
  };

  test("sides in words, letters and numbers", async () => {
    const words = (
      await side(["buy", "SELL", "b", "S", "Buyer", "n/a".replace("n/a", "none")])
    ).map((text) => text.split(" ")[3]);
    expect(words).toEqual(["buy", "sell", "buy", "sell", "buy", "trade"]);
    expect((await side([1, -1, 0])).map((text) => text.split(" ")[3])).toEqual([
      "buy",
      "sell",
      "trade",
    ]);
    const maker = (await side(["true", "false"], { side: "!side" })).map(
      (text) => text.split(" ")[3],
    );
    expect(maker).toEqual(["sell", "buy"]);
    expect((await side([1, 0], { side: "!side" })).map((text) => text.split(" ")[3])).toEqual([
      "sell",
      "buy",
    ]);
  });

  test.each([
    ["s", 1_700_000_000, 1_700_000_000_000_000],
    ["s", 1_700_000_000.123456, 1_700_000_000_123_456],
    ["ms", 1_700_000_000_123, 1_700_000_000_123_000],
    ["us", 1_700_000_000_123_456, 1_700_000_000_123_456],
  ])("times in %s are told by their size", async (_, written, timeUs) => {
    const ticks = await ticksOfAll({ time: [written], price: [1], size: [1] });
    for (const [first] of Object.values(ticks)) expect(first.timeUs).toBe(timeUs);
  });

  test("nanoseconds lose what is below a microsecond, not more; a unit may be stated", async () => {
    const columns = { time: [1_700_000_000_123_455_999n], price: [1], size: [1] };
    const ticks = await ticksOfAll(columns);
    for (const [first] of Object.values(ticks)) expect(first.timeUs).toBe(1_700_000_000_123_455);
    const mapping = { time: "time", timeUnit: "ms", price: "price", size: "size" };
    const small = await ticksOfAll(
      { time: [5, 7], price: [1, 1], size: [1, 1] },
      { columns: mapping },
    );
    for (const [first] of Object.values(small)) expect(first.timeUs).toBe(5000);
  });

  test("times by ISO 8601", async () => {
    const time = [
      "2023-11-14T22:13:20Z",
      "2023-11-14 22:13:20.5",
      "2023-11-15T00:13:20.000001999+02:00",
      "2023-11-14",
    ];
    const ticks = await ticksOfAll({ time, price: [1, 1, 1, 1], size: [1, 1, 1, 1] });
    for (const found of Object.values(ticks)) {
      const heads = messages(found).map(([head]) => head.timeUs);
      expect(heads).toEqual([1.7e15, 1.7e15 + 500_000, 1.7e15 + 1, 1_699_920_000_000_000]);
    }
  });

  test("numbers printed as text, quoted cells, other separators, columns by number", async () => {
    const columns = { time: [T], price: [10.25], size: [2] };
    const expected = (await ticksOfAll(columns)).csv;
    const read = async (text: string, options: OpenOptions = {}) =>
      allTicks(await openSource(temporaryFile(text), { format: "csv", ...options }));
    for (const separator of ["\t", ";", "|"]) {
      expect(await read(csvOf(columns, separator))).toEqual(expected);
    }
    expect(await read(`"time","price","size"\n"${T}","10.250","2.0"\n`)).toEqual(expected);
    const numbers = { time: "1", price: "2", size: "3" };
    expect(await read(`${T},10.25,2\n`, { columns: numbers })).toEqual(expected);
    const texts = await ticksOfAll({ time: [String(T)], price: ["10.25"], size: ["2"] });
    expect(texts.parquet).toEqual(expected);
    expect(texts.arrow).toEqual(expected);
  });

  test("a cell that says something else makes a bad row, counted and named", async () => {
    const rows = [
      "time,side,price,size",
      `${T},buy,10,1`,
      `soon,buy,10,1`,
      `${T + 1},up,10,1`,
      `${T + 1},buy,ten,1`,
      `${T + 1},buy,10,-1`,
      `,buy,10,1`,
      `${T + 2},sell,10,1`,
      "",
    ].join("\n");
    const source = await openSource(temporaryFile(rows));
    expect((await allTicks(source)).length).toBe(4);
    expect(source.stats.badLines).toBe(5);
    expect(source.firstBadLine).toMatchObject({
      line: 3,
      reason: 'time must be a time, was "soon"',
    });
    const strict = await openSource(temporaryFile(rows), { strict: true });
    await expect(allTicks(strict)).rejects.toThrow(/line 3: time must be a time, was "soon"/);
  });

  test("bad rows of columns are counted by their number", async () => {
    const columns = { ...TRADES, side: ["buy", "up", "sell", "sell"], qty: [1, 1, -2, 1] };
    for (const [name, content] of Object.entries(columnFiles(columns))) {
      const source = await openSource(temporaryFile(content));
      expect(source.format).toBe(name);
      expect((await allTicks(source)).length).toBe(4);
      expect(source.stats).toMatchObject({ lines: 4, badLines: 2 });
      expect(source.firstBadLine).toMatchObject({ line: 2, reason: "side could not be read" });
      const strict = await openSource(temporaryFile(content), { strict: true });
      await expect(allTicks(strict)).rejects.toThrow(/row 2: side could not be read/);
    }
  });

  test("of several symbols one is read, the others are counted", async () => {
    const columns = { ...TRADES, symbol: ["A", "B", "A", "C"] };
    for (const content of [csvOf(columns), ...Object.values(columnFiles(columns))]) {
      const first = await openSource(temporaryFile(content));
      expect((await allTicks(first)).length).toBe(4);
      expect(first.facts.symbol).toBe("A");
      expect(first.stats.otherSymbolLines).toBe(2);
      expect(first.notes).toEqual(["holds 3 symbols; only A was read (--symbol chooses another)"]);
      const second = await openSource(temporaryFile(content), { symbol: "B" });
      expect((await allTicks(second)).map(({ price }) => price)).toEqual([
        1_700_000_000_006_000, 10.25,
      ]);
      expect(second.notes).toEqual([]);
    }
  });
});
