/** Row recordings of Binance streams: rows become messages, every fault is found by its name. */
import { describe, expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { FAULTS } from "../../bindings/sources/binance/rows-faults.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import {
  DEPTH_FILE,
  FUTURES_DEPTH,
  level,
  MERGED,
  MS,
  merged,
  mergedTrade,
  SPOT_DEPTH,
  spotLevel,
  TRADES,
  trade,
  US,
} from "./binance-row-lines.ts";
import { readerLaws } from "./laws.ts";
import { allTicks, messages, temporaryFile } from "./reading.ts";

const BID = abi.KIND_LEVEL_SET | abi.SIDE_BID;
const ASK = abi.KIND_LEVEL_SET | abi.SIDE_ASK;
const LAST = abi.TICK_LAST;

async function read(text: string, options: OpenOptions = {}) {
  const source = await openSource(temporaryFile(text), options);
  const ticks = await allTicks(source);
  const flat = ticks.map((t) => [t.timeUs, t.price, t.size, t.flags]);
  const named: Record<string, number> = {};
  for (const fault of [...FAULTS, "sequenceGaps", "repeatedTrades", "tradeIdGaps"]) {
    if (source.stats[fault] !== 0) named[fault] = source.stats[fault];
  }
  return { source, ticks, flat, stats: source.stats, faults: named };
}

describe("laws", () => {
  readerLaws("binance-rows", DEPTH_FILE);
  readerLaws("binance-rows", TRADES + trade(1, 7, "0.2310") + trade(4, 8, "0.2311", 0));
});

test("futures depth: milliseconds, the transaction's time, one message per update", async () => {
  const { flat, source, faults } = await read(DEPTH_FILE);
  expect(flat).toEqual([
    [US + 10_000, US + 13_000, 110, abi.KIND_HEADER],
    [US + 10_000, 0.231, 40, BID],
    [US + 10_000, 0.2311, 0, ASK | LAST],
    [US + 20_000, US + 23_000, 120, abi.KIND_HEADER],
    [US + 20_000, 0.2312, 7, ASK | LAST],
  ]);
  expect(faults).toEqual({});
  expect(source.facts).toMatchObject({
    symbol: "ABCUSD_PERP",
    contract: "inverse",
    multiplier: 10,
    tickSize: 0.0001,
    lotSize: 1,
  });
  expect(source.notes).toEqual([expect.stringMatching(/no snapshot: the book stays unknown/)]);
});

test("spot depth: microseconds, the event's time, contiguous ids", async () => {
  const text =
    SPOT_DEPTH + spotLevel(10, 101, 110, "0,0.2310,40.5") + spotLevel(20, 111, 120, "1,0.2312,7.0");
  const { flat, faults } = await read(text);
  expect(flat).toEqual([
    [US + 10, US + 510, 110, abi.KIND_HEADER],
    [US + 10, 0.231, 40.5, BID | LAST],
    [US + 20, US + 520, 120, abi.KIND_HEADER],
    [US + 20, 0.2312, 7, ASK | LAST],
  ]);
  expect(faults).toEqual({});
  expect((await read(text, { clock: "local" })).ticks[1].timeUs).toBe(US + 510);
});

test("trades, the empty ones that are no order flow counted apart", async () => {
  const text =
    TRADES + trade(1, 7, "0.2310") + trade(2, 8, "0.0", 0, "") + trade(4, 9, "0.2311", 0);
  const { flat, stats, faults } = await read(text);
  expect(flat).toEqual([
    [US + 1000, US + 3000, 7, abi.KIND_HEADER],
    [US + 1000, 0.231, 5, abi.KIND_TRADE | abi.SIDE_SELL | LAST],
    [US + 4000, US + 6000, 9, abi.KIND_HEADER],
    [US + 4000, 0.2311, 5, abi.KIND_TRADE | abi.SIDE_BUY | LAST],
  ]);
  expect(stats).toMatchObject({ trades: 2, otherTrades: 1 });
  expect(faults).toEqual({});
});

const FINAL = "FINAL_DEPTH_SNAPSHOT";
const DIFFERENCE = "DIFFERENCE_DEPTH_STREAM";
const MERGED_FILE =
  `# a report\n# of some lines\n${MERGED}` +
  merged(FINAL, -50, "40,100,39", 0, "0.2310", 0) +
  merged(FINAL, -50, "20,30,19", 1, "80.0") +
  merged(DIFFERENCE, 100, "101,110,100", 1, "0.2312") +
  mergedTrade(150, 7) +
  merged("DEPTH_SNAPSHOT", 160, "110", 0, "0.2310") +
  merged(DIFFERENCE, 200, "111,120,110", 0, "0.2309");

readerLaws("binance-rows", MERGED_FILE);

test("a merged file: final snapshot, changes, trades; an old REST snapshot adds none", async () => {
  const { flat, stats, faults } = await read(MERGED_FILE);
  expect(flat).toEqual([
    [US - 50_000, US - 50_000, 100, abi.KIND_HEADER],
    [US - 50_000, 0, 0, abi.KIND_CLEAR],
    [US - 50_000, 0.231, 5, BID],
    [US - 50_000, 80, 5, ASK | LAST],
    [US + 96_000, US + 100_000, 110, abi.KIND_HEADER],
    [US + 96_000, 0.2312, 5, ASK | LAST],
    [US + 148_000, US + 150_000, 7, abi.KIND_HEADER],
    [US + 148_000, 0.231, 5, abi.KIND_TRADE | abi.SIDE_SELL | LAST],
    [US + 196_000, US + 200_000, 120, abi.KIND_HEADER],
    [US + 196_000, 0.2309, 5, BID | LAST],
  ]);
  expect(faults).toEqual({});
  expect(stats).toMatchObject({ snapshots: 1, staleSnapshots: 1, depthEvents: 2, trades: 1 });
});

test("a REST snapshot ahead of the changes is taken, what it holds is dropped", async () => {
  const text =
    MERGED +
    merged("DEPTH_SNAPSHOT", 90, "105", 0, "0.2310") +
    merged(DIFFERENCE, 95, "90,100,89", 1, "0.2319") +
    merged(DIFFERENCE, 100, "101,110,100", 1, "0.2312");
  const { flat, stats, faults } = await read(text);
  expect(flat.map(([, price]) => price)).toEqual([US + 90_000, 0, 0.231, US + 100_000, 0.2312]);
  expect(stats).toMatchObject({ snapshots: 1, droppedEvents: 1 });
  expect(faults).toEqual({});
});

test("a trade between the rows of one update leaves the update in two messages", async () => {
  const row = merged(DIFFERENCE, 100, "101,110,100", 1, "0.2312", 0);
  const { ticks } = await read(
    MERGED + row + mergedTrade(101, 7) + row.replace(",0,0\n", ",1,0\n"),
  );
  expect(messages(ticks).map((message) => message.map(({ size }) => size))).toEqual([
    [110, 5],
    [7, 5],
    [110, 5],
  ]);
});

test("depth and trades of one recording are merged by time", async () => {
  const text = DEPTH_FILE.replaceAll("USD_PERP", "USDT").replaceAll("usd_perp", "usdt");
  const paths = [temporaryFile(text), temporaryFile(TRADES + trade(15, 7, "0.2310"))];
  const ticks = await allTicks(await openSources(paths));
  const times = messages(ticks).map(([first]) => first.timeUs - US);
  expect(times).toEqual([10_000, 15_000, 20_000]);
});

const row = (change: (cells: string[]) => void, ...args: Parameters<typeof level>): string => {
  const cells = level(...args)
    .trimEnd()
    .split(",");
  change(cells);
  return `${cells.join(",")}\n`;
};

const set = (cell: number, value: string) => (cells: string[]) => {
  cells[cell] = value;
};

/** One fault in the second row of an otherwise clean file. */
test.each<[fault: string, change: (cells: string[]) => void, isWritten: boolean]>([
  ["wrongSymbols", set(5, "XYZUSD_PERP"), false],
  ["badSides", set(9, "2"), false],
  ["badPrices", set(10, "0"), false],
  ["badPrices", set(10, "-1"), false],
  ["badSizes", set(11, "-3"), false],
  ["badTransactionTimes", set(4, "0"), false],
  ["badEventTimes", set(3, "0"), true],
  ["badEventTimes", set(3, "1700000000000"), true],
  ["badReceiveTimes", set(0, "soon"), false],
  ["outOfDayRows", set(0, String(MS + 86_400_000)), true],
  ["lateReceives", set(0, String(MS + 11 + 1001)), true],
  ["eventsAfterReceive", set(0, String(MS + 9)), true],
  ["farPrices", set(10, "11.2310"), true],
])("a row with one fault: %s", async (fault, change, isWritten) => {
  const bad = row(change, 10, 101, 110, 100, "0,0.2309,40.0");
  const text =
    FUTURES_DEPTH +
    level(10, 101, 110, 100, "0,0.2310,40.0") +
    bad +
    level(20, 111, 120, 110, "1,0.2312,7.0");
  const { faults, flat, stats, source } = await read(text);
  expect(faults).toEqual({ [fault]: 1 });
  expect(stats.badLines).toBe(isWritten ? 0 : 1);
  expect(flat).toHaveLength(isWritten ? 5 : 4);
  expect(source.notes[0]).toMatch(new RegExp(`^${fault}: the first in ".*" line 3$`));
});

test("the first row may be the wrong one: its symbol is not the file's", async () => {
  const wrong = row(set(5, "XYZUSD_PERP"), 10, 101, 110, 100, "0,0.2309,40.0");
  const { source, faults } = await read(
    FUTURES_DEPTH + wrong + level(10, 101, 110, 100, "0,0.2,4"),
  );
  expect(source.facts.symbol).toBe("ABCUSD_PERP");
  expect(faults).toEqual({ wrongSymbols: 1 });
});

test("an update of which no row can be read costs no gap", async () => {
  const lost = level(20, 111, 120, 110, "1,0,7.0");
  const text = DEPTH_FILE.replace(/[^\n]*\n$/, lost) + level(30, 121, 130, 120, "1,0.2312,7.0");
  const { faults, stats } = await read(text);
  expect(faults).toEqual({ badPrices: 1 });
  expect(stats).toMatchObject({ depthEvents: 3, badLines: 1 });
});

test("price jumps: one outlier is one fault, a market that moves is one too", async () => {
  const prices = (list: number[]) =>
    TRADES + list.map((price, i) => trade(i, i + 1, price.toFixed(3))).join("");
  expect((await read(prices([1, 1.01, 2.3, 1.02, 1]))).faults).toEqual({ priceJumps: 1 });
  expect((await read(prices([1, 1.01, 1.2, 1.21, 1.3]))).faults).toEqual({ priceJumps: 1 });
  expect((await read(prices([1, 1.08, 1.16, 1.25, 1.3]))).faults).toEqual({});
});

test("each file has its own day", async () => {
  const next = TRADES + trade(90_000_000, 8, "0.2310");
  const source = await openSources([TRADES + trade(1, 7, "0.2310"), next].map(temporaryFile));
  expect(await allTicks(source)).toHaveLength(4);
  expect(source.stats).toMatchObject({ trades: 2, badEventTimes: 0, badTransactionTimes: 0 });
});

test("another stream in the file is another symbol, not a fault", async () => {
  const other = level(20, 5, 6, 4, "1,0.5,7.0").replace("ABC", "XYZ").replace("abc", "xyz");
  const { faults, stats, source } = await read(DEPTH_FILE + other);
  expect(faults).toEqual({});
  expect(stats.otherSymbolLines).toBe(1);
  expect(source.notes).toContainEqual(expect.stringMatching(/holds 2 symbols.*--symbol/));
});

test("a header without a column that is needed is refused", async () => {
  const text = TRADES.replace("IsBuyerMarketMaker", "Maker") + trade(1, 7, "0.2310");
  await expect(read(text, { format: "binance-rows" })).rejects.toThrow(
    /line 1: must name the columns TimestampOfReceive, .*trades: TradeId, IsBuyerMarketMaker/,
  );
});
