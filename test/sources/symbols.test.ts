/**
 * A symbol that is not in the file is told with those that are: at once where the tick size hangs
 * on it, else at the end.
 */
import { describe, expect, test } from "vitest";
import { FormatError } from "../../bindings/core/errors.ts";
import { openSource } from "../../bindings/sources/open.ts";
import * as binance from "./binance-lines.ts";
import * as rows from "./binance-row-lines.ts";
import * as databento from "./databento-rows.ts";
import { allTicks, temporaryFile } from "./reading.ts";
import { arrowOf, csvOf, parquetOf } from "./table-files.ts";

const US = 1_700_000_000_000_000;
const TABLE = {
  time: [US, US + 1],
  symbol: ["AAA", "BBB"],
  side: ["buy", "sell"],
  price: [10.5, 10],
  size: [1, 2],
};
const TARDIS =
  "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n" +
  `x,AAA,${US},${US},1,buy,10.5,1\nx,BBB,${US},${US},2,buy,10,1\n`;
const T_DEPTH =
  "symbol,timestamp,first_update_id,last_update_id,side,update_type,price,qty,pu\n" +
  "AAA,1700000000000,1,5,b,snap,1.5,1,-1\nBBB,1700000000000,1,5,b,snap,1.5,1,-1\n";

const trade = (symbol: string) => ({ e: "trade", E: 1, T: 1, s: symbol, t: 1, p: "1.5", q: "1" });

/** Files of two symbols, AAA and BBB. */
const FILES: Record<string, string | Uint8Array> = {
  "tardis-trades": TARDIS,
  "binance-t-depth": T_DEPTH,
  "binance-rows": rows.DEPTH_FILE.replaceAll("ABCUSD_PERP", "AAA").replaceAll(
    "abcusd_perp@",
    "aaa@",
  ),
  "databento-mbp10": databento.fileOf(
    databento.MBP_HEADER,
    ["AAA", "BBB"].map((symbol) =>
      databento.mbp(
        { symbol },
        [
          [10, 1],
          [9, 1],
        ],
        [
          [11, 1],
          [12, 1],
        ],
      ),
    ),
  ),
  csv: csvOf(TABLE),
  parquet: parquetOf(TABLE),
  arrow: arrowOf(TABLE),
};

describe.each(Object.keys(FILES))("%s", (format) => {
  const path = () => temporaryFile(FILES[format]);

  test("no row of the symbol in the first megabyte", async () => {
    const opened = openSource(path(), { symbol: "AAB" });
    await expect(opened).rejects.toThrow(FormatError);
    await expect(opened).rejects.toThrow(
      new RegExp(
        `^volume-imbalance/${format}: ".*" must hold a row of the symbol "AAB" within its first ` +
          "megabyte, where it holds only AAA(, BBB)?: name another symbol, or give tickSize",
      ),
    );
  });

  test("with a tick size the whole file is looked through, and the note says it", async () => {
    const source = await openSource(path(), { symbol: "AAB", tickSize: 0.5 });
    expect(await allTicks(source)).toEqual([]);
    expect(source.stats.otherSymbolLines).toBe(source.stats.lines);
    const note = source.notes.find((each) => each.startsWith("holds no row of the symbol"));
    expect(note).toMatch(/^holds no row of the symbol "AAB", only of AAA(, BBB)?$/);
  });

  test("a symbol that is there is read without a word", async () => {
    const source = await openSource(path(), { symbol: "AAA" });
    expect((await allTicks(source)).length).toBeGreaterThan(0);
    expect(source.facts.symbol).toBe("AAA");
    expect(source.notes.filter((note) => note.includes("symbol"))).toEqual([]);
  });
});

test("of Binance's recordings the symbol asked for is read", async () => {
  const text = ["AAA", "BBB"].map((s, at) => binance.stream(at, "trade", trade(s), s)).join("");
  const path = temporaryFile(text.replaceAll('"q":"1"', '"q":"1","m":true'));
  const source = await openSource(path, { symbol: "BBB" });
  expect((await allTicks(source)).length).toBe(2);
  expect(source.facts.symbol).toBe("BBB");
  expect(source.stats).toMatchObject({ trades: 1, otherSymbolLines: 1 });
  await expect(openSource(path, { symbol: "AAB" })).rejects.toThrow(
    /binance-raw: ".*" must hold a row of the symbol "AAB" .* holds only AAA, BBB: name another/,
  );
  const nameless = binance.snapshot(0, 1, [["10", "1"]], [["11", "1"]]);
  const first = temporaryFile(nameless + binance.trade(1, 1, "10", "1", true));
  await expect(openSource(first, { symbol: "AAB" })).rejects.toThrow(/holds only ABCUSDT: name/);
});

test("of many other symbols ten are named", async () => {
  const names = Array.from({ length: 25 }, (_, at) => `S${at}`);
  const text = [
    "exchange,symbol,timestamp,local_timestamp,id,side,price,amount",
    ...names.map((name) => `x,${name},${US},${US},1,buy,10.5,1`),
  ].join("\n");
  await expect(openSource(temporaryFile(text), { symbol: "T" })).rejects.toThrow(
    /holds only S0, S1, .*, S9 and 15 more: name another symbol/,
  );
});
