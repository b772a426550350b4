/** Binance recordings: every kind of line becomes its message, and lost events become gaps. */
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import * as b from "./binance-lines.ts";
import { allTicks, kindOf, messages, type PlainTick, temporaryFile } from "./reading.ts";

const BID = abi.KIND_LEVEL_SET | abi.SIDE_BID;
const ASK = abi.KIND_LEVEL_SET | abi.SIDE_ASK;
const US = (ms: number): number => b.eventMs(ms) * 1000;

const SNAPSHOT = b.snapshot(
  5,
  100,
  [
    ["10.10", "3.000"],
    ["10.00", "1.500"],
  ],
  [["10.20", "2.000"]],
);

async function read(text: string, options: OpenOptions = {}) {
  const source = await openSource(temporaryFile(text), { format: "binance-raw", ...options });
  const ticks = await allTicks(source);
  return { source, ticks, found: messages(ticks), stats: source.stats };
}

/** Last update ids of the book messages, "gap" for gaps. */
function chain(found: readonly PlainTick[][]): (number | "gap")[] {
  const books = found.filter((message) => message.every((t) => kindOf(t) !== abi.KIND_TRADE));
  return books.map(([first]) => (kindOf(first) === abi.KIND_GAP ? "gap" : first.size));
}

test("a snapshot, a depth event and a trade, record by record", async () => {
  const text = [
    SNAPSHOT,
    b.futuresDepth(10, 100, 120, [["10.10", "0.000"]], [["10.20", "2.500"]]),
    b.trade(11, 7, "10.20", "0.250", false),
    b.trade(12, 8, "10.00", "0.125", true),
  ].join("");
  const { ticks, source } = await read(text);
  const local = (ms: number): number => US(ms) + 1234;
  const flat = ticks.map((t) => [t.timeUs, t.price, t.size, t.flags]);
  expect(flat).toEqual([
    [US(5), local(5), 100, abi.KIND_HEADER],
    [US(5), 0, 0, abi.KIND_CLEAR],
    [US(5), 10.1, 3, BID],
    [US(5), 10, 1.5, BID],
    [US(5), 10.2, 2, ASK | abi.TICK_LAST],
    [US(10), local(10), 120, abi.KIND_HEADER],
    [US(10), 10.1, 0, BID],
    [US(10), 10.2, 2.5, ASK | abi.TICK_LAST],
    [US(11), local(11), 7, abi.KIND_HEADER],
    [US(11), 10.2, 0.25, abi.KIND_TRADE | abi.SIDE_BUY | abi.TICK_LAST],
    [US(12), local(12), 8, abi.KIND_HEADER],
    [US(12), 10, 0.125, abi.KIND_TRADE | abi.SIDE_SELL | abi.TICK_LAST],
  ]);
  expect(source.facts).toMatchObject({ symbol: "ABCUSDT", tickSize: 0.1, lotSize: 0.001 });
  expect(source.inferred).toEqual(["tickSize", "lotSize", "contract"]);
  expect(source.stats).toMatchObject({ lines: 4, ticks: 12, depthEvents: 1, trades: 2 });
});

test("futures: events wait for the snapshot, old ones are dropped, others follow", async () => {
  const early = [
    [80, 90],
    [90, 99],
    [99, 104],
    [104, 110],
  ];
  const text =
    early.map(([pu, u], i) => b.futuresDepth(i, pu, u, [["10.10", "1.000"]], [])).join("") +
    SNAPSHOT +
    b.futuresDepth(9, 110, 130, [], []);
  const { found, stats } = await read(text);
  expect(chain(found)).toEqual([100, 104, 110, 130]);
  expect(stats).toMatchObject({ heldEvents: 4, droppedEvents: 2, sequenceGaps: 0, depthEvents: 3 });
  expect(found.at(-1)).toHaveLength(1);
});

test("spot: the same with contiguous ids", async () => {
  const early = [
    [91, 99],
    [100, 100],
    [101, 103],
    [104, 110],
  ];
  const text =
    early.map(([U, u], i) => b.spotDepth(i, U, u, [["10.10000000", "1.0"]], [])).join("") +
    b.snapshot(5, 100, [["10.10000000", "1.00000000"]], [], false) +
    b.spotDepth(9, 111, 130, [], []);
  const { found, stats, source } = await read(text);
  expect(chain(found)).toEqual([100, 103, 110, 130]);
  expect(stats).toMatchObject({ droppedEvents: 2, sequenceGaps: 0 });
  expect(source.facts).toMatchObject({ tickSize: 0.1, lotSize: 1 });
  expect(found[0][0].timeUs).toBe(US(3));
});

test("a lost event is a gap, and the book waits for the next snapshot", async () => {
  const text = [
    SNAPSHOT,
    b.futuresDepth(10, 99, 120, [], []),
    b.futuresDepth(30, 140, 160, [["10.10", "9.000"]], []),
    b.futuresDepth(40, 160, 180, [["10.10", "8.000"]], []),
    b.trade(41, 1, "10.20", "0.250", false),
    b.snapshot(50, 170, [["10.10", "8.500"]], [["10.20", "1.000"]]),
    b.futuresDepth(60, 180, 190, [], []),
  ].join("");
  const { found, stats } = await read(text);
  expect(chain(found)).toEqual([100, 120, "gap", 170, 180, 190]);
  expect(found[2]).toEqual([
    { timeUs: US(30), price: 0, size: 0, flags: abi.KIND_GAP | abi.TICK_LAST, instrument: 0 },
  ]);
  expect(stats).toMatchObject({ sequenceGaps: 1, snapshots: 2, heldEvents: 2, droppedEvents: 1 });
});

test("a snapshot that does not reach the next event leaves a gap", async () => {
  const { found, stats, source } = await read(SNAPSHOT + b.futuresDepth(10, 120, 130, [], []));
  expect(chain(found)).toEqual([100, "gap"]);
  expect(stats.sequenceGaps).toBe(1);
  expect(source.notes).toEqual(["1 depth events waited for a snapshot that never came"]);
});

test("repeated events and stale snapshots change nothing", async () => {
  const event = b.futuresDepth(10, 99, 120, [], []);
  const { found, stats } = await read(SNAPSHOT + event + event + SNAPSHOT);
  expect(chain(found)).toEqual([100, 120]);
  expect(stats).toMatchObject({ droppedEvents: 1, staleSnapshots: 1, sequenceGaps: 0 });
});

test("the waiting room is bounded and forgets the oldest", async () => {
  let text = "";
  for (let u = 1; u <= 8200; u++) text += b.futuresDepth(u, u - 1, u, [["10.10", "1.000"]], []);
  text += b.snapshot(9000, 8190, [["10.10", "1.000"]], [["10.20", "1.000"]]);
  const { found, stats } = await read(text);
  expect(stats.forgottenEvents).toBe(8);
  expect(chain(found)).toEqual([8190, ...Array.from({ length: 11 }, (_, i) => 8190 + i)]);
});

test("trade ids: gaps and repeats are counted, other prints are no order flow", async () => {
  const fund = { e: "trade", E: 1, T: 2, s: "ABCUSDT", t: 9, p: "1.0", q: "1", X: "ADL", m: true };
  const aggregate = { e: "aggTrade", E: 1, T: 2, s: "ABCUSDT", a: 5, p: "1.0", q: "1", m: true };
  const text = [
    b.trade(1, 5, "10.20", "0.250", false),
    b.trade(2, 5, "10.20", "0.250", false),
    b.trade(3, 8, "10.20", "0.250", false),
    b.stream(4, "trade", fund),
    b.stream(5, "aggTrade", aggregate),
    b.trade(6, 10, "10.20", "0.250", false),
  ].join("");
  const { stats } = await read(text);
  expect(stats).toMatchObject({ trades: 3, tradeIdGaps: 1, repeatedTrades: 1, otherTrades: 2 });
});

test("aggregate trades alone are trades", async () => {
  const data = {
    e: "aggTrade",
    E: 1,
    s: "ABCUSDT",
    a: 5,
    p: "1.0",
    q: "1",
    f: 1,
    l: 2,
    T: 2,
    m: true,
  };
  const { ticks } = await read(b.stream(5, "aggTrade", data));
  expect(ticks[1]).toMatchObject({ timeUs: 2000, price: 1, size: 1 });
});

test("the contract follows from the name", async () => {
  const trade = (s: string): string =>
    b.trade(1, 5, "10.2", "1", true).replace('ABCUSDT"', `${s}"`);
  for (const [symbol, contract, multiplier] of [
    ["BTCUSD_PERP", "inverse", 100],
    ["ETHUSD_250328", "inverse", 10],
    ["BTCUSDT", "linear", 1],
    ["BTCUSDT_250328", "linear", 1],
  ]) {
    const { facts } = (await read(trade(String(symbol)))).source;
    expect(facts).toMatchObject({ symbol, contract, multiplier });
  }
});

test("best quotes are skipped, or read on request", async () => {
  const text = b.bookTicker(1, 50, ["10.10", "3.000"], ["10.20", "2.000"]);
  expect((await read(text)).stats).toMatchObject({ quotesSkipped: 1, ticks: 0 });
  const { ticks } = await read(text, { quotes: true });
  expect(ticks.map((t) => [t.price, t.size, t.flags]).slice(1)).toEqual([
    [10.1, 3, abi.KIND_QUOTE | abi.SIDE_BID],
    [10.2, 2, abi.KIND_QUOTE | abi.SIDE_ASK | abi.TICK_LAST],
  ]);
});

test("the local clock, the instrument id and given steps", async () => {
  const options = { clock: "local", instrument: 4, tickSize: 0.05, lotSize: 0.5 } as const;
  const { ticks, source } = await read(b.trade(1, 5, "10.20", "0.5", false), options);
  expect(ticks[1]).toMatchObject({ timeUs: US(1) + 1234, instrument: 4 });
  expect(source.facts).toMatchObject({ tickSize: 0.05, lotSize: 0.5 });
  expect(source.inferred).toEqual(["contract"]);
});

test("other symbols are counted, unknown and bad lines too, with the first reason", async () => {
  const other = { e: "trade", E: 1, T: 2, s: "XYZUSDT", t: 9, p: "1.12345", q: "1", m: true };
  const cut = b.futuresDepth(10, 99, 120, [["10.10", "1.000"]], []).slice(0, -20);
  const text = [
    SNAPSHOT,
    b.trade(1, 5, "10.20", "0.250", false),
    b.stream(1, "trade", other, "XYZUSDT"),
    b.bare(2, { result: null, id: 1 }),
    b.stream(3, "depth20@100ms", { lastUpdateId: 300, bids: [], asks: [] }),
    `${cut}\n`,
    "hello\n",
    b.futuresDepth(11, 100, 121, [["10.10", "x"]], []),
    b.futuresDepth(12, 100, 122, [], []),
  ].join("");
  const { stats, source, found } = await read(text);
  expect(stats).toMatchObject({ otherSymbolLines: 1, unknownLines: 2, badLines: 3, lines: 9 });
  expect(source.firstBadLine).toMatchObject({
    line: 6,
    reason: expect.stringMatching("complete JSON"),
  });
  expect(chain(found)).toEqual([100, 122]);
  expect(source.facts.tickSize).toBe(0.1);
  await expect(read(text, { strict: true })).rejects.toThrow(/line 6: the text behind/);
});

test("any JSON spelling of a message gives the same ticks", async () => {
  const depth = b.futuresDepth(10, 99, 120, [["10.10", "1.000"]], [["10.30", "0.000"]]);
  const usual = SNAPSHOT + depth + b.trade(11, 7, "10.20", "0.250", false);
  const spread = usual.replace(/(?<=[\]}",\d])([,:])(?=["[{\d])/g, "$1 ");
  const bare = usual.replaceAll(/\{"stream":"[^"]*","data":(.*)\}\n/g, "$1\r\n");
  const reordered = usual.replace(/("b":\[.*?\]\]),("a":\[.*?\]\])/, "$2,$1");
  expect(new Set([usual, spread, bare, reordered]).size).toBe(4);
  const { ticks } = await read(usual);
  for (const text of [spread, bare, reordered]) {
    const other = await read(text);
    expect(other.stats).toMatchObject({ badLines: 0, unknownLines: 0 });
    expect(other.ticks).toEqual(ticks);
  }
});

test("continuity goes on over the border between two files", async () => {
  const first = temporaryFile(SNAPSHOT + b.futuresDepth(10, 99, 120, [], []).trimEnd());
  const second = temporaryFile(b.futuresDepth(11, 120, 130, [], []));
  const third = temporaryFile(b.futuresDepth(12, 131, 140, [], []));
  const source = await openSources([first, second, third]);
  expect(chain(messages(await allTicks(source)))).toEqual([100, 120, 130, "gap"]);
  expect(source.stats.bytesRead).toBe(source.stats.totalBytes);
});
