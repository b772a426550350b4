/** Bitstamp's orders, one by one, sum up to the levels of a book. */
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { readerLaws } from "./laws.ts";
import { allTicks, type PlainTick, temporaryFile } from "./reading.ts";

const LAST = abi.TICK_LAST;
const HEADER = abi.KIND_HEADER;
const CLEAR = abi.KIND_CLEAR;
const SET_BID = abi.KIND_LEVEL_SET | abi.SIDE_BID;
const SET_ASK = abi.KIND_LEVEL_SET | abi.SIDE_ASK;
const BID = abi.KIND_LEVEL_CHANGE | abi.SIDE_BID;
const ASK = abi.KIND_LEVEL_CHANGE | abi.SIDE_ASK;

const HEAD = "id,timestamp,exchange_timestamp,price,volume,action,direction\n";

const OPENING = `11,1900,1000,100.0,0.3,created,bid
12,1900,1000,99.5,1,created,bid
13,1900,1000,100.0,0.00000001,created,bid
21,1900,1000,101.0,2,created,ask
22,1900,1000,102.0,0.5,created,ask
`;

const OPENING_TICKS = [
  [1e6, 19e5, NaN, HEADER],
  [1e6, 0, 0, CLEAR],
  [1e6, 100, 0.30000001, SET_BID],
  [1e6, 99.5, 1, SET_BID],
  [1e6, 101, 2, SET_ASK],
  [1e6, 102, 0.5, SET_ASK | LAST],
];

const EVENTS = `31,2100,2000,100.0,0.1,created,bid
11,2200,2100,100.0,0.2,changed,bid
22,2300,2200,103.0,0.4,changed,ask
12,2400,2300,98.0,0.7,deleted,bid
77,2500,2400,98.0,0.7,deleted,bid
78,2600,2500,98.0,0.7,changed,bid
79,2700,2600,999999999.0,0.0,created,bid
`;

const EVENT_TICKS = [
  [2e6, 21e5, NaN, HEADER],
  [2e6, 100, 0.1, BID | LAST],
  [21e5, 22e5, NaN, HEADER],
  [21e5, 100, -0.1, BID | LAST],
  [22e5, 23e5, NaN, HEADER],
  [22e5, 102, -0.5, ASK],
  [22e5, 103, 0.4, ASK | LAST],
  [23e5, 24e5, NaN, HEADER],
  [23e5, 99.5, -1, BID | LAST],
  [25e5, 26e5, NaN, HEADER],
  [25e5, 98, 0.7, BID | LAST],
  [26e5, 27e5, NaN, HEADER | LAST],
];

/** Everything that is alive: 11, 13, 21, 22, 31, 78, 79. */
const CLOSING = [11, 13, 21, 22, 31, 78, 79]
  .map((id) => `${id},3000,3000,1,1,deleted,bid\n`)
  .join("");

const WHOLE = HEAD + OPENING + EVENTS + CLOSING;

async function read(text: string | readonly string[], options: OpenOptions = {}) {
  const paths = [text].flat().map((one) => temporaryFile(one));
  const source = await openSources(paths, options);
  const ticks = await allTicks(source);
  return { source, ticks: plain(ticks) };
}

function plain(ticks: readonly PlainTick[]): number[][] {
  return ticks.map(({ timeUs, price, size, flags }) => [timeUs, price, size, flags]);
}

readerLaws("bitstamp-l3", WHOLE);

test("the opening is a snapshot, every event the amounts by which levels change", async () => {
  const { source, ticks } = await read(WHOLE);
  expect(ticks).toEqual([...OPENING_TICKS, ...EVENT_TICKS]);
  expect(source.facts).toMatchObject({ symbol: "", tickSize: 0.1, lotSize: 1e-8 });
  expect(source.stats).toMatchObject({
    lines: 19,
    unknownOrders: 2,
    recreatedOrders: 0,
    closingDeletes: 7,
    ghostOrders: 0,
    gaps: 0,
    badLines: 0,
  });
  expect(source.notes).toEqual([]);
});

test("columns are found by name, also R's, and either clock is taken", async () => {
  const reorder = (row: string): string => row.split(",").reverse().join(",");
  const rows = WHOLE.trim().replace("exchange_timestamp", '"exchange.timestamp"').split("\n");
  const { ticks } = await read(rows.map(reorder).join("\n"), { clock: "local" });
  const local = [...OPENING_TICKS, ...EVENT_TICKS].map(([, ...rest]) => rest);
  expect(ticks.map(([, ...rest]) => rest)).toEqual(local);
  expect(ticks.slice(5, 7).map(([timeUs]) => timeUs)).toEqual([19e5, 21e5]);
});

test("deletes at the end that leave an order alive are the market's", async () => {
  const closing = CLOSING.split("\n").slice(1).join("\n");
  const { source, ticks } = await read(HEAD + OPENING + EVENTS + closing);
  expect(source.stats.closingDeletes).toBe(0);
  expect(ticks.slice(18)).toEqual([
    [3e6, 3e6, NaN, HEADER],
    [3e6, 100, -0.00000001, BID | LAST],
    [3e6, 3e6, NaN, HEADER],
    [3e6, 101, -2, ASK | LAST],
    [3e6, 3e6, NaN, HEADER],
    [3e6, 103, -0.4, ASK | LAST],
    [3e6, 3e6, NaN, HEADER],
    [3e6, 100, -0.1, BID | LAST],
    [3e6, 3e6, NaN, HEADER],
    [3e6, 98, -0.7, BID | LAST],
    [3e6, 3e6, NaN, HEADER | LAST],
  ]);
});

test("deletes with equal timestamps before other rows are the market's, once each", async () => {
  const rows = "21,3000,3000,101,2,deleted,ask\n".repeat(2);
  const next = "41,3100,3100,101,4,created,ask\n";
  const { source, ticks } = await read(HEAD + OPENING + rows + next);
  expect(ticks.slice(6)).toEqual([
    [3e6, 3e6, NaN, HEADER],
    [3e6, 101, -2, ASK | LAST],
    [31e5, 31e5, NaN, HEADER],
    [31e5, 101, 4, ASK | LAST],
  ]);
  expect(source.stats).toMatchObject({ unknownOrders: 1, closingDeletes: 0 });
});

test("one order deleted twice at the end does not stand for two", async () => {
  const opening = `11,2,1,100,1,created,bid\n21,2,1,101,1,created,ask\n`;
  const { source } = await read(`${HEAD}${opening}${"21,3,3,101,1,deleted,ask\n".repeat(2)}`);
  expect(source.stats).toMatchObject({ closingDeletes: 0, unknownOrders: 1 });
});

test("a file that goes on where the last one was cut continues its book", async () => {
  const rest = HEAD + EVENTS + CLOSING;
  const { source, ticks } = await read([HEAD + OPENING, rest]);
  expect(ticks).toEqual([...OPENING_TICKS, ...EVENT_TICKS]);
  expect(source.stats).toMatchObject({ closingDeletes: 7, gaps: 0 });
});

test("a further recording begins its own book", async () => {
  const { source, ticks } = await read([WHOLE, WHOLE]);
  const once = [...OPENING_TICKS, ...EVENT_TICKS];
  expect(ticks).toEqual([...once, ...once]);
  expect(source.stats).toMatchObject({ closingDeletes: 14, gaps: 0 });
});

test("behind a closed recording, orders without a snapshot are a gap", async () => {
  const rest = "51,4100,4000,100,1,created,bid\n21,4200,4100,101,2,deleted,ask\n";
  const { source, ticks } = await read([WHOLE, HEAD + rest]);
  expect(ticks.slice(18)).toEqual([
    [4e6, 41e5, NaN, HEADER],
    [4e6, 0, 0, abi.KIND_GAP | LAST],
    [4e6, 41e5, NaN, HEADER],
    [4e6, 100, 1, BID | LAST],
  ]);
  expect(source.stats).toMatchObject({ gaps: 1, unknownOrders: 3 });
});

test("without an opening snapshot there is no clear, and a note", async () => {
  const { source, ticks } = await read(HEAD + EVENTS);
  expect(ticks.slice(0, 2)).toEqual(EVENT_TICKS.slice(0, 2));
  expect(source.notes).toEqual([
    "does not open with the orders of a snapshot: the book is not known",
  ]);
});

test("an order created again while it lives takes its own place", async () => {
  const { source, ticks } = await read(`${HEAD}${OPENING}11,2100,2000,99.5,4,created,bid\n`);
  expect(ticks.slice(6)).toEqual([
    [2e6, 21e5, NaN, HEADER],
    [2e6, 100, -0.3, BID],
    [2e6, 99.5, 4, BID | LAST],
  ]);
  expect(source.stats.recreatedOrders).toBe(1);
});

/** Ask 21 at 101 has gone away unseen; bids come and go beyond it. */
const GHOST = `41,2000,2000,101.5,1,created,bid
42,2010,2001,102.0,1,created,bid
42,2010,2002,102.0,1,deleted,bid
41,2999,2999,101.5,0.6,changed,bid
43,3100,3099,100.5,1,created,bid
41,3101,3100,101.5,0.6,deleted,bid
`;

test("an order of the snapshot is a ghost once another has stood beyond it", async () => {
  const { source, ticks } = await read(HEAD + OPENING + GHOST);
  expect(ticks.slice(-5)).toEqual([
    [3099e3, 31e5, NaN, HEADER],
    [3099e3, 100.5, 1, BID | LAST],
    [31e5, 3101e3, NaN, HEADER],
    [31e5, 101, -2, ASK],
    [31e5, 101.5, -0.6, BID | LAST],
  ]);
  expect(source.stats.ghostOrders).toBe(1);
  expect(source.notes).toEqual([
    "orders of the opening snapshot taken out of the book, as the market had moved through " +
      'them: 1 (ghosts: "keep" leaves them in)',
  ]);
});

test("bids of the snapshot are ghosts by the same rule, as far as the ask reaches", async () => {
  const rows = `51,2000,2000,99.5,1,created,ask\n51,3001,3000,99.5,0.5,changed,ask\n`;
  const { source, ticks } = await read(HEAD + OPENING + rows);
  expect(ticks.slice(-5)).toEqual([
    [3e6, 3001e3, NaN, HEADER],
    [3e6, 100, -0.3, BID],
    [3e6, 100, -0.00000001, BID],
    [3e6, 99.5, -1, BID],
    [3e6, 99.5, -0.5, ASK | LAST],
  ]);
  expect(source.stats.ghostOrders).toBe(3);
});

test("ghosts are kept where that is asked for", async () => {
  const { source, ticks } = await read(HEAD + OPENING + GHOST, { ghosts: "keep" });
  expect(ticks.at(-1)).toEqual([31e5, 101.5, -0.6, BID | LAST]);
  expect(ticks.at(-2)).toEqual([31e5, 3101e3, NaN, HEADER]);
  expect(source.stats.ghostOrders).toBe(0);
});

test("a ghost of which the feed tells is back, and gone for good when it is deleted", async () => {
  const rows = `21,3300,3200,101,1.5,changed,ask\n21,3400,3300,101,1.5,deleted,ask\n`;
  const { source, ticks } = await read(HEAD + OPENING + GHOST + rows);
  expect(ticks.slice(-4)).toEqual([
    [32e5, 33e5, NaN, HEADER],
    [32e5, 101, 1.5, ASK | LAST],
    [33e5, 34e5, NaN, HEADER],
    [33e5, 101, -1.5, ASK | LAST],
  ]);
  expect(source.stats).toMatchObject({ ghostOrders: 1, revivedGhosts: 1 });
});

test("an order that has moved must stand anew to prove a ghost", async () => {
  const rows = `41,2000,2000,100.5,1,created,bid
41,2900,2900,101.5,1,changed,bid
41,3100,3100,101.5,1,deleted,bid
`;
  const { source } = await read(HEAD + OPENING + rows);
  expect(source.stats.ghostOrders).toBe(0);
});

test.each([
  ["x,2,2,1,1,created,bid", "id must be an integer below 2^53"],
  ["1,2.5,2,1,1,created,bid", "timestamp must be integer milliseconds"],
  ["1,2,,1,1,created,bid", "exchange_timestamp must be integer milliseconds"],
  ["1,2,2,,1,created,bid", "price must be a number"],
  ["1,2,2,1,-1,created,bid", "volume must be a number of at least 0"],
  ["1,2,2,1,0.000000001,created,bid", "volume must have at most 8 decimals"],
  ["1,2,2,1,1,made,bid", 'action must be created, changed or deleted, was "made"'],
  ["1,2,2,1,1,created,buy", 'direction must be bid or ask, was "buy"'],
])("says what is wrong with %s and leaves the book", async (row, reason) => {
  const { source, ticks } = await read(`${HEAD}${OPENING}${row}\n${EVENTS}`);
  expect(source.firstBadLine).toMatchObject({ line: 7, reason });
  expect(source.stats.badLines).toBe(1);
  expect(ticks).toEqual([...OPENING_TICKS, ...EVENT_TICKS]);
});

test("a header row without a needed column is refused", async () => {
  const path = temporaryFile("id,timestamp\n1,2\n");
  await expect(openSource(path, { format: "bitstamp-l3" })).rejects.toThrow(
    /line 1: must name the columns .*; missing: exchange_timestamp, price, /,
  );
});
