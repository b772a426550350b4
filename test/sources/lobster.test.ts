/** LOBSTER messages become level changes, trades and halts, on the book their pair begins with. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { FormatError } from "../../bindings/core/errors.ts";
import { createEngineSync } from "../../bindings/index.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { readerLaws } from "./laws.ts";
import { allTicks, messages, type PlainTick, temporaryFile } from "./reading.ts";

const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-lobster-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ROWS = [
  "34200.000000999,1,101,30,1000000,1",
  "34200.1234567,1,102,40,1001000,-1",
  "34200.5,2,101,10,1000000,1",
  "34201,4,102,15,1001000,-1",
  "34201.000001,4,101,5,1000000,1",
  "34201.25,5,0,7,1000550,1,ABCD",
  "34202,6,-1,500,1000700,-1",
  "34203,7,0,0,-1,-1",
  "34203.5,7,0,0,0,-1",
  "34204,7,0,0,1,-1",
  "34204.75,3,101,15,1000000,1",
];
const TEXT = `${ROWS.join("\n")}\n`;
const BOOK = "1002000,50,1000000,30,1003000,60,999000,70,9999999999,0,-9999999999,0\n1,1,1,1\n";
const DAY = "2012-06-21_34200000_57600000";
/** 04:00 UTC is midnight in New York in summer. */
const MIDNIGHT_US = Date.UTC(2012, 5, 21, 4) * 1e3;

const HEADER = abi.KIND_HEADER;
const CLEAR = abi.KIND_CLEAR;
const SET_BID = abi.KIND_LEVEL_SET | abi.SIDE_BID;
const SET_ASK = abi.KIND_LEVEL_SET | abi.SIDE_ASK;
const CHANGE_BID = abi.KIND_LEVEL_CHANGE | abi.SIDE_BID;
const CHANGE_ASK = abi.KIND_LEVEL_CHANGE | abi.SIDE_ASK;
const BOUGHT = abi.KIND_TRADE | abi.SIDE_BUY;
const SOLD = abi.KIND_TRADE | abi.SIDE_SELL;
const HALTED = abi.KIND_STATE | (abi.TOPIC_HALTED << abi.TOPIC_SHIFT);

/** The messages behind the first one: time after midnight in microseconds, then the records. */
const CHANGES: [number, ...[number, number, number][]][] = [
  [34200123456, [CHANGE_ASK, 100.1, 40]],
  [34200500000, [CHANGE_BID, 100, -10]],
  [34201000000, [BOUGHT, 100.1, 15], [CHANGE_ASK, 100.1, -15]],
  [34201000001, [SOLD, 100, 5], [CHANGE_BID, 100, -5]],
  [34201250000, [SOLD, 100.055, 7]],
  [34202000000, [abi.KIND_TRADE, 100.07, 500]],
  [34203000000, [HALTED, 1, 0]],
  [34203500000, [HALTED, 1, 0]],
  [34204000000, [HALTED, 0, 0]],
  [34204750000, [CHANGE_BID, 100, -15]],
];

/** Writes a file whose name matters. */
function namedFile(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Ticks of messages: each opened by a header, its last record marked. */
function ticksOf(list: readonly (readonly [number, ...[number, number, number][]])[]) {
  return list.flatMap(([timeUs, ...records]) =>
    [[HEADER, NaN, NaN], ...records].map(([flags, price, size], at) => ({
      timeUs: MIDNIGHT_US + timeUs,
      price,
      size,
      flags: flags | (at === records.length ? abi.TICK_LAST : 0),
      instrument: 0,
    })),
  );
}

async function read(text: string, options: OpenOptions = {}) {
  const source = await openSource(temporaryFile(text), { format: "lobster", ...options });
  return { source, ticks: await allTicks(source) };
}

function changesOf(ticks: readonly PlainTick[]): number[] {
  const isChange = ({ flags }: PlainTick) => (flags & abi.KIND_MASK) === abi.KIND_LEVEL_CHANGE;
  return ticks.filter(isChange).map(({ size }) => size);
}

readerLaws("lobster", TEXT);

test("every type of message on the book that lies beside the file", async () => {
  namedFile(`TEST_${DAY}_orderbook_3.csv.gz`, gzipSync(BOOK));
  const source = await openSource(namedFile(`TEST_${DAY}_message_3.csv`, TEXT));
  const ticks = await allTicks(source);
  const first = ticksOf([
    [
      34200000000,
      [CLEAR, 0, 0],
      [SET_BID, 100, 30],
      [SET_BID, 99.9, 70],
      [SET_ASK, 100.2, 50],
      [SET_ASK, 100.3, 60],
    ],
  ]);
  expect(ticks).toEqual([...first, ...ticksOf(CHANGES)]);
  expect(source.facts).toEqual({
    symbol: "TEST",
    tickSize: 0.01,
    lotSize: 1,
    contract: "linear",
    multiplier: 1,
    session: { open: "09:30", close: "16:00", utcOffsetMinutes: -240 },
  });
  const counters = { hiddenExecutions: 1, hiddenSidesUnknown: 0, crossTrades: 1, halts: 1 };
  expect(source.stats).toMatchObject({ ...counters, badLines: 0, lines: 11 });
  expect([source.notes, source.inferred]).toEqual([[], []]);
});

test("without an order book the book starts empty, and a note says so", async () => {
  const path = namedFile(`ALONE_${DAY}_message_3.csv`, TEXT);
  const source = await openSource(path);
  const first = ticksOf([[34200000000, [CLEAR, 0, 0], [CHANGE_BID, 100, 30]]]);
  expect(await allTicks(source)).toEqual([...first, ...ticksOf(CHANGES)]);
  expect(source.notes).toHaveLength(1);
  expect(source.notes[0]).toContain("the book starts empty");
});

test("a stated order book goes before the one beside the file", async () => {
  const orderBook = temporaryFile("1005000,5,999000,9\n");
  namedFile(`STATED_${DAY}_orderbook_1.csv`, BOOK);
  const source = await openSource(namedFile(`STATED_${DAY}_message_1.csv`, TEXT), { orderBook });
  const [first] = messages(await allTicks(source));
  expect(first.slice(2).map(({ price, size }) => [price, size])).toEqual([
    [99.9, 9],
    [100.5, 5],
  ]);
});

test("an execution in the first row is a trade beside the book that holds it already", async () => {
  const orderBook = temporaryFile(BOOK);
  const { ticks } = await read("34200.5,4,7,15,1000000,1\n", { orderBook });
  expect(ticks.at(-1)).toMatchObject({ price: 100, size: 15, flags: SOLD | abi.TICK_LAST });
  expect(changesOf(ticks)).toEqual([]);
});

test("behind an unreadable first row the second one still changes the first book", async () => {
  const orderBook = temporaryFile(BOOK);
  const rows = "34200.5,1,7,x,1000000,1\n34200.6,2,7,4,1000000,1\n";
  const { source, ticks } = await read(rows, { orderBook });
  expect(source.stats.badLines).toBe(1);
  expect(changesOf(ticks)).toEqual([-4]);
});

test("every day begins with its own book and at its own midnight", async () => {
  const paths = ["2012-03-09", "2012-03-12"].map((day, at) => {
    namedFile(`TWO_${day}_1_2_orderbook_1.csv`, `100${at}000,5,999000,9\n`);
    return namedFile(`TWO_${day}_1_2_message_1.csv`, TEXT);
  });
  const source = await openSources(paths);
  const clears = (await allTicks(source)).filter(({ flags }) => flags === CLEAR);
  expect(clears.map(({ timeUs }) => timeUs / 1e3)).toEqual([
    Date.UTC(2012, 2, 9, 14, 30),
    Date.UTC(2012, 2, 12, 13, 30),
  ]);
  expect(source.facts.session?.utcOffsetMinutes).toBe(-300);
});

test("a name without a date gives times of day, and a note says so", async () => {
  const { source, ticks } = await read("34200.5,1,7,4,1000000,1\n");
  expect(ticks[0].timeUs).toBe(34200.5e6);
  expect(source.facts.session?.utcOffsetMinutes).toBe(0);
  expect(source.notes.join()).toContain("no date");
});

test("from 14 July 2014 on hidden executions have no side", async () => {
  const sideOn = async (day: string) => {
    const path = namedFile(`SIDE_${day}_1_2_message_1.csv`, "34200,5,0,7,1000000,1\n");
    const source = await openSource(path);
    const side = ((await allTicks(source)).at(-1)?.flags ?? 0) & abi.SIDE_MASK;
    return [side, source.stats.hiddenSidesUnknown];
  };
  expect(await sideOn("2014-07-11")).toEqual([abi.SIDE_SELL, 0]);
  expect(await sideOn("2014-07-14")).toEqual([0, 1]);
});

test("a stock quoted between cents has ticks of 0.0001", async () => {
  const { source } = await read("34200,5,0,7,9950,1\n34200,1,9,4,4321,1\n");
  expect([source.facts.tickSize, source.inferred]).toEqual([0.0001, ["tickSize"]]);
  const hidden = await read("34200,5,0,7,1000050,1\n34200,1,9,4,1000000,1\n");
  expect([hidden.source.facts.tickSize, hidden.source.inferred]).toEqual([0.01, []]);
});

test.each([
  ["34200.5,1,7,4,1000000", "must have 6 or 7 cells"],
  ["noon,1,7,4,1000000,1", "time must be"],
  ["86400.5,1,7,4,1000000,1", "time must be"],
  ["34200.,1,7,4,1000000,1", "time must be"],
  ["34200.5,8,7,4,1000000,1", "type must be"],
  ["34200.5,1,7,-4,1000000,1", "size must be"],
  ["34200.5,1,7,4,-1,1", "price must be USD"],
  ["34200.5,7,0,0,2,-1", "price must be -1, 0 or 1"],
  ["34200.5,1,7,4,1000000,0", "direction must be"],
])("%s is counted and changes nothing", async (row, reason) => {
  const rows = [...ROWS.slice(0, 4), row, ...ROWS.slice(4)].join("\n");
  const { source, ticks } = await read(rows);
  expect(ticks).toEqual((await read(TEXT)).ticks);
  expect(source.stats.badLines).toBe(1);
  expect(source.firstBadLine).toMatchObject({ line: 5 });
  expect(source.firstBadLine?.reason).toContain(reason);
  await expect(read(rows, { strict: true })).rejects.toThrow(FormatError);
});

test.each([
  [() => join(folder, "nowhere.csv"), "cannot be read"],
  [() => temporaryFile("ask,size,bid,size\n"), "must begin with"],
  [() => temporaryFile("1000,5,999\n"), "must begin with"],
  [() => temporaryFile(gzipSync(BOOK).fill(7, 10)), "cannot be read"],
])("an order book file that is none is refused with a sentence", async (path, reason) => {
  const opened = read(TEXT, { orderBook: path() });
  await expect(opened).rejects.toThrow(FormatError);
  await expect(opened).rejects.toThrow(reason);
});

test("the engine counts a shrinking of more than stands and leaves the level", async () => {
  const orderBook = temporaryFile(BOOK);
  const rows = `${ROWS[0]}\n34201,3,55,31,1000000,1\n34202,7,0,0,-1,-1\n`;
  const source = await openSource(temporaryFile(rows), { orderBook });
  const { tickSize, lotSize } = source.facts;
  const engine = createEngineSync({ tickSize, lotSize, signals: ["bidSize"] });
  for await (const batch of source) engine.push(batch);
  expect([...engine.table.copy("bidSize")]).toEqual([30, 30, 30]);
  expect(engine.counters.badSizes).toBe(1);
  expect(engine.table.row(-1).flags & abi.FLAG_HALTED).toBe(abi.FLAG_HALTED);
  engine.dispose();
});
