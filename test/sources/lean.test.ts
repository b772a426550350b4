/** Ticks of US stocks: times of New York, pairs of quotes, and trades that are order flow. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import {
  dateInName,
  newYorkOffset,
  symbolInName,
} from "../../bindings/sources/lean/trading-day.ts";
import { openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { sharedPath } from "../helpers/shared.ts";
import { readerLaws } from "./laws.ts";
import { zip } from "./packing.ts";
import { allTicks, messages, type PlainTick, temporaryFile } from "./reading.ts";

const LAST = abi.TICK_LAST;
const HEADER = abi.KIND_HEADER;
const TRADE = abi.KIND_TRADE | LAST;
const BID = abi.KIND_QUOTE | abi.SIDE_BID;
const ASK = abi.KIND_QUOTE | abi.SIDE_ASK;
/** Midnight of 7 October 2013 in New York, four hours behind UTC. */
const MIDNIGHT_US = Date.UTC(2013, 9, 7, 4) * 1000;
/** Midnight of 1 January 1970 there, five hours behind. */
const EPOCH_US = 5 * 3600e6;

const TRADES = `34201500,204700,1100,Z,1,0
34201500.367,204750,800,D,80000001,0
34201600,204800,100,Q,20000020,1
34201650,204800,300,D,100000,0
`;
const QUOTES = `34200000,0,0,204900,500,Q,1,0
34200005,204700,700,0,0,P,1,0
34200005,0,0,204800,900,P,1,0
34200006,204700,400,0,0,P,1,0
34200007,204600,300,0,0,P,1,0
34200007,204700,200,204800,100,N,1,0
`;
const NBBO = `ms,bid,bid_size,ask,ask_size
34203300,204700,1500,204800,900
34203300,204600,2600,204800,900
`;
const CONVERTED = `ms,price,size,exchange,condition
34201500,204700,1100,Z,1
34201500,204750,800,D,80000001
34201650,204800,300,D,100000
`;

const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-lean-"));
afterAll(() => rmSync(folder, { recursive: true }));

function named(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function read(path: string | string[], options: OpenOptions = {}) {
  const source = await openSources([path].flat(), options);
  const ticks = await allTicks(source);
  return {
    source,
    ticks,
    stats: source.stats,
    flat: ticks.map((t) => [t.timeUs, t.price, t.size, t.flags]),
  };
}

describe("laws", () => {
  readerLaws("lean-trades", TRADES);
  readerLaws("lean-quotes", QUOTES);
  readerLaws("nbbo-csv", NBBO);
  readerLaws("equity-trades-csv", CONVERTED);
});

test("trades, record by record, dated by the name of the entry", async () => {
  const path = named("20131007_trade.zip", zip([["20131007_abc_Trade_Tick.csv", TRADES]]));
  const { flat, source, stats } = await read(path);
  const at = (ms: number): number => MIDNIGHT_US + ms * 1000;
  expect(flat).toEqual([
    [at(34201500), NaN, NaN, HEADER],
    [at(34201500), 20.47, 1100, TRADE],
    [at(34201500) + 367, NaN, NaN, HEADER],
    [at(34201500) + 367, 20.475, 800, TRADE],
  ]);
  expect(source.facts).toMatchObject({
    symbol: "ABC",
    tickSize: 0.01,
    lotSize: 1,
    contract: "linear",
    session: { open: "09:30", close: "16:00", utcOffsetMinutes: -240 },
  });
  expect(stats).toMatchObject({ trades: 2, suspiciousRows: 1, filteredTrades: 1, badLines: 0 });
  expect(source.notes).toEqual([expect.stringMatching(/^1 trades were left out.*"all" keeps/)]);
});

test("all trades on request, the suspicious ones never", async () => {
  const path = temporaryFile(TRADES);
  const { stats, ticks } = await read(path, { saleConditions: "all" });
  expect(stats).toMatchObject({ trades: 3, suspiciousRows: 1, filteredTrades: 0 });
  expect(ticks.at(-1)?.price).toBe(20.48);
});

test.each([
  ["regular", "1", true],
  ["none", "", true],
  ["zero", "0", true],
  ["sweep, exempt", "20000020", true],
  ["automatic execution", "10000000", true],
  ["odd lot", "80000001", true],
  ["opening print, cross", "20200040", true],
  ["closing print", "80", true],
  ["cash", "20000002", false],
  ["next day", "20000004", false],
  ["seller's option", "20000008", false],
  ["derivatively priced", "20000200", false],
  ["form T", "400", false],
  ["sold", "800", false],
  ["extended hours", "2000", false],
  ["out of sequence", "4000", false],
  ["stock-option", "40000", false],
  ["average price, odd lot", "80100000", false],
  ["official close", "1000000", false],
  ["prior reference price", "2000000", false],
  ["official open", "4000000", false],
  ["a letter as digit", "F000", false],
])("sale condition: %s", async (_, condition, isKept) => {
  const text = `34201500,204700,1100,Z,1,0\n34201500,204700,100,D,${condition},0\n`;
  const { stats } = await read(temporaryFile(text));
  expect(stats).toMatchObject({ trades: isKept ? 2 : 1, filteredTrades: isKept ? 0 : 1 });
});

test("quotes: a bid and the ask of the same time behind it are one message", async () => {
  const { flat, stats } = await read(named("20131007_abc_quote.csv", QUOTES));
  const at = (ms: number): number => MIDNIGHT_US + ms * 1000;
  expect(flat).toEqual([
    [at(34200000), NaN, NaN, HEADER],
    [at(34200000), 20.49, 500, ASK | LAST],
    [at(34200005), NaN, NaN, HEADER],
    [at(34200005), 20.47, 700, BID],
    [at(34200005), 20.48, 900, ASK | LAST],
    [at(34200006), NaN, NaN, HEADER],
    [at(34200006), 20.47, 400, BID | LAST],
    [at(34200007), NaN, NaN, HEADER],
    [at(34200007), 20.46, 300, BID | LAST],
    [at(34200007), NaN, NaN, HEADER],
    [at(34200007), 20.47, 200, BID],
    [at(34200007), 20.48, 100, ASK | LAST],
  ]);
  expect(stats).toMatchObject({ quotes: 5, emptyRows: 0, reversals: 0 });
});

test("two pairs of one millisecond are two messages", async () => {
  const pair = "34200005,204700,700,0,0,P,1,0\n34200005,0,0,204800,900,P,1,0\n";
  const { ticks } = await read(temporaryFile(pair + pair));
  expect(messages(ticks).map((message) => message.length)).toEqual([3, 3]);
  const alone = await read(temporaryFile(`${pair}34200005,0,0,204900,100,P,1,0\n`));
  expect(messages(alone.ticks).map((message) => message.length)).toEqual([3, 2]);
});

test("suspicious and empty quotes are counted and left out", async () => {
  const more = "34200008,2047,700,0,0,P,1,1\n34200008,0,0,0,0,P,1,0\n34200006,0,0,205000,1,P,1,0\n";
  const { stats } = await read(temporaryFile(QUOTES + more));
  expect(stats).toMatchObject({ quotes: 6, suspiciousRows: 1, emptyRows: 1, reversals: 1 });
});

test("best quotes as CSV, record by record", async () => {
  const { flat, source } = await read(named("abc_20131007_nbbo_rth.csv", NBBO));
  const time = MIDNIGHT_US + 34203300e3;
  expect(flat).toEqual([
    [time, NaN, NaN, HEADER],
    [time, 20.47, 1500, BID],
    [time, 20.48, 900, ASK | LAST],
    [time, NaN, NaN, HEADER],
    [time, 20.46, 2600, BID],
    [time, 20.48, 900, ASK | LAST],
  ]);
  expect(source.facts).toMatchObject({ symbol: "ABC", tickSize: 0.01 });
});

test("trades as CSV are filtered like the others", async () => {
  const { flat, stats } = await read(named("abc_20131007_trades_rth.csv", CONVERTED));
  expect(flat.filter((_, index) => index % 2 === 1)).toEqual([
    [MIDNIGHT_US + 34201500e3, 20.47, 1100, TRADE],
    [MIDNIGHT_US + 34201500e3, 20.475, 800, TRADE],
  ]);
  expect(stats.filteredTrades).toBe(1);
});

test("without a date times count from the first day of the epoch, and a note says so", async () => {
  const { ticks, source } = await read(temporaryFile(NBBO));
  expect(ticks[0].timeUs).toBe(EPOCH_US + 34203300e3);
  expect(source.facts.session?.utcOffsetMinutes).toBe(-300);
  expect(source.notes).toEqual([expect.stringMatching(/names no date.*1970-01-01/)]);
});

test("days follow each other; another symbol's file is passed over", async () => {
  const paths = [
    named("abc_20131101_nbbo.csv", NBBO),
    named("xyz_20131101_nbbo.csv", NBBO),
    named("abc_20131104_nbbo.csv", NBBO),
  ];
  const { ticks, stats, source } = await read(paths);
  const days = [...new Set(ticks.map(({ timeUs }) => timeUs))];
  expect(days).toEqual([
    Date.UTC(2013, 10, 1, 4) * 1000 + 34203300e3,
    Date.UTC(2013, 10, 4, 5) * 1000 + 34203300e3,
  ]);
  expect(stats).toMatchObject({ otherSymbolLines: 2, quotes: 4 });
  expect(source.notes.join("\n")).toMatch(/is of XYZ; only ABC was read/);
  expect(source.notes.join("\n")).toMatch(/daylight saving changed/);
});

test("New York's offset, and what names say", () => {
  expect(newYorkOffset(Date.UTC(2013, 9, 7, 17))).toBe(-240);
  expect(newYorkOffset(Date.UTC(2013, 11, 7, 17))).toBe(-300);
  expect(newYorkOffset(Date.UTC(2013, 10, 3, 5, 59))).toBe(-240);
  expect(newYorkOffset(Date.UTC(2013, 10, 3, 6))).toBe(-300);
  expect(dateInName("data/20131008/bac/20131007_quote.zip/20131007_bac_Quote_Tick.csv")).toBe(
    "20131007",
  );
  expect(dateInName("data/120131007/20139907.csv")).toBe("");
  expect(symbolInName("usa/tick/bac/20131007_quote.zip")).toBe("BAC");
  expect(symbolInName("x/brk.b_20131007_nbbo_rth.csv.gz")).toBe("BRK.B");
  expect(symbolInName("a.zip/20131007_aig_Trade_Tick.csv")).toBe("AIG");
  expect(symbolInName("ticks.csv")).toBe("");
});

test("a stock below a dollar has ticks of a hundredth of a cent", async () => {
  const { source } = await read(temporaryFile("34201500,9950,2000,Z,1,0\n"));
  expect(source.facts.tickSize).toBe(0.0001);
});

test("bad rows are counted with their reason", async () => {
  const rows = [
    "86400000,204700,1,Z,1,0",
    "34201500,204.7,1,Z,1,0",
    "34201500,204700,0,Z,1,0",
    "34201500,204700,1,Z,xyz,0",
    "34201500,204700,1,Z,123456789,0",
    "34201500,204700,1,Z,1,2",
    "34201500,204700",
  ];
  const { stats, source } = await read(temporaryFile(`${TRADES}${rows.join("\n")}\n`));
  expect(stats).toMatchObject({ badLines: 7, trades: 2 });
  expect(source.firstBadLine).toMatchObject({
    line: 5,
    reason: 'the time must be milliseconds since midnight, was "86400000"',
  });
  const quotes = await read(temporaryFile(`${QUOTES}1,-5,1,0,0,P,1,0\n1,5,-1,0,0,P,1,0\n1,5,1\n`));
  expect(quotes.stats.badLines).toBe(3);
  const nbbo = await read(temporaryFile(`${NBBO}1,0,5,1,1\n1,1,1,1.5,1\n`));
  expect(nbbo.stats.badLines).toBe(2);
});

const SET = "data/us-equity-nbbo-201310";
const OPEN_US = MIDNIGHT_US + 34200e6;
const CLOSE_US = MIDNIGHT_US + 57600e6;

/** Best quotes after each message within the session, each different from the one before. */
function touches(ticks: readonly PlainTick[]): string[] {
  const best = [0, 0, 0, 0];
  const found: string[] = [];
  let before = "";
  for (const message of messages(ticks)) {
    for (const { flags, price, size } of message) {
      const side = flags & abi.SIDE_MASK;
      if (side === abi.SIDE_BID) best.splice(0, 2, price, size);
      else if (side === abi.SIDE_ASK) best.splice(2, 2, price, size);
    }
    const { timeUs } = message[0];
    const now = best.join(" ");
    if (now === before) continue;
    before = now;
    if (timeUs >= OPEN_US && timeUs < CLOSE_US) found.push(`${timeUs} ${now}`);
  }
  return found;
}

test("the original quotes and the converted ones are the same best quotes", async () => {
  const original = sharedPath(`${SET}/original_bac_20131007_quote.zip`);
  const converted = sharedPath(`${SET}/bac_20131007_nbbo_rth.csv.gz`);
  if (original === null || converted === null) return;
  const [zipped, csv] = [await read(original), await read(converted)];
  expect([zipped.source.format, csv.source.format]).toEqual(["lean-quotes", "nbbo-csv"]);
  expect(csv.stats.quotes).toBe(235_822);
  const expected = touches(csv.ticks);
  expect(expected).toHaveLength(235_822);
  expect(touches(zipped.ticks)).toEqual(expected);
  expect(zipped.source.facts).toEqual(csv.source.facts);
  expect(zipped.stats).toMatchObject({ badLines: 0, suspiciousRows: 0, emptyRows: 0 });
});

test("the original trades and the converted ones are the same trades", async () => {
  const original = sharedPath(`${SET}/original_bac_20131007_trade.zip`);
  const converted = sharedPath(`${SET}/bac_20131007_trades_rth.csv.gz`);
  if (original === null || converted === null) return;
  for (const saleConditions of ["all", "regular"] as const) {
    const [zipped, csv] = [
      await read(original, { saleConditions }),
      await read(converted, { saleConditions }),
    ];
    const inSession = zipped.ticks.filter(({ timeUs }) => timeUs >= OPEN_US && timeUs <= CLOSE_US);
    expect(inSession).toEqual(csv.ticks);
    if (saleConditions === "all") expect(csv.stats.trades).toBe(86_434);
    else expect(csv.stats.filteredTrades).toBe(132);
  }
});
