/** The ticks CSV: what is written is what is read, and what cannot be read is named. */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { ticksCsvWriter } from "../../bindings/sources/ticks/csv-writer.ts";
import { allTicks, messages, type PlainTick, plainTicks, temporaryFile } from "./reading.ts";

async function read(text: string | Uint8Array, options: OpenOptions = {}) {
  const source = await openSource(temporaryFile(text), { format: "ticks-csv", ...options });
  return { source, ticks: await allTicks(source) };
}

const LEVEL = { flags: abi.KIND_LEVEL_SET | abi.SIDE_BID };

const anyNumber = fc.oneof(
  fc.double(),
  fc.nat().map((n) => n / 100),
  fc.constantFrom(0, 1e-7, 1e21, Number.NaN, Number.POSITIVE_INFINITY),
);
const positive = fc.oneof(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), fc.nat(1e6));
const bookFlags = fc
  .tuple(
    fc.constantFrom(abi.KIND_LEVEL_SET, abi.KIND_LEVEL_CHANGE, abi.KIND_QUOTE),
    fc.constantFrom(abi.SIDE_BID, abi.SIDE_ASK),
  )
  .map(([kind, side]) => kind | side);
const otherFlags = fc.constantFrom(
  abi.KIND_TRADE,
  abi.KIND_TRADE | abi.SIDE_BUY,
  abi.KIND_TRADE | abi.SIDE_SELL,
  abi.KIND_HEADER,
);
const tick = fc.record({
  timeUs: fc.integer({ min: 0, max: 2 ** 52 }),
  price: anyNumber,
  size: anyNumber,
  flags: fc.oneof(bookFlags, otherFlags),
  instrument: fc.nat(3),
});
const bare = fc.record({
  timeUs: fc.nat(),
  price: fc.constant(0),
  size: fc.constant(0),
  flags: fc.constantFrom(abi.KIND_CLEAR, abi.KIND_GAP),
  instrument: fc.nat(3),
});
const state = fc.record({
  timeUs: positive,
  price: anyNumber,
  size: fc.constant(0),
  flags: fc.nat(abi.TOPIC_COUNT - 1).map((topic) => abi.KIND_STATE | (topic << abi.TOPIC_SHIFT)),
  instrument: fc.nat(3),
});

test("any ticks come back as they were written, to the bit", async () => {
  const any = fc.array(fc.tuple(fc.oneof(tick, bare, state), fc.boolean()), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(any, async (drawn) => {
      const batch = new TickBatch(1);
      for (const [{ timeUs, price, size, flags, instrument }, isLast] of drawn) {
        batch.append(timeUs, price, size, flags | (isLast ? abi.TICK_LAST : 0), instrument);
      }
      batch.endMessage();
      const writer = ticksCsvWriter({ tickSize: 0.5, symbol: "A-B" });
      const { ticks, source } = await read(writer.encode(batch));
      expect(ticks).toEqual(plainTicks(batch));
      expect(source.stats).toMatchObject({ badLines: 0, unfinishedMessages: 0 });
      expect(source.facts).toMatchObject({ tickSize: 0.5, symbol: "A-B" });
      expect(source.inferred).not.toContain("tickSize");
    }),
    { numRuns: 150 },
  );
});

test("the writer names the columns once", () => {
  const writer = ticksCsvWriter();
  const batch = new TickBatch(1);
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  expect(text(writer.encode(batch))).toBe("time_us,kind,side,price,size,last,topic,instrument\n");
  batch.append(5, 10.5, 2, LEVEL.flags | abi.TICK_LAST);
  expect(text(writer.encode(batch))).toBe("5,level,bid,10.5,2,1,,0\n");
});

test("written by hand: columns in any order, blanks, comments, Windows line ends", async () => {
  const text = [
    "\ufeff# a comment: lotSize=0.5 nothing=3",
    "Kind , price,SIDE,size, note,time_us",
    "clear,,,,the start, 10",
    " level, 100.25 ,bid, 3,,10",
    "",
    "# between",
    "level,100.5,ask,0.50,,10",
    "trade,100.375,buy,1,,11",
    "trade,100.375,,1,,12",
  ].join("\r\n");
  const { source, ticks } = await read(text);
  expect(ticks.map(({ timeUs, price, size, flags }) => [timeUs, price, size, flags])).toEqual([
    [10, 0, 0, abi.KIND_CLEAR],
    [10, 100.25, 3, LEVEL.flags],
    [10, 100.5, 0.5, abi.KIND_LEVEL_SET | abi.SIDE_ASK | abi.TICK_LAST],
    [11, 100.375, 1, abi.KIND_TRADE | abi.SIDE_BUY | abi.TICK_LAST],
    [12, 100.375, 1, abi.KIND_TRADE | abi.TICK_LAST],
  ]);
  expect(source.facts).toMatchObject({ tickSize: 0.01, lotSize: 0.5 });
  expect(source.inferred).toEqual(["tickSize"]);
  expect(source.notes).toEqual(['column "note" is not known and was ignored']);
});

test("without `last`, messages end with their time, across batches and files", async () => {
  const rows = (from: number, count: number): string =>
    Array.from({ length: count }, (_, i) => `${Math.floor((from + i) / 7)},level,bid,1,2`).join(
      "\n",
    );
  const header = "time_us,kind,side,price,size\n";
  const paths = [rows(0, 10_000), rows(10_000, 3)].map((text) => temporaryFile(header + text));
  const ticks = await allTicks(await openSources(paths));
  const sizes = messages(ticks).map((message) => message.length);
  expect(sizes.slice(0, -1)).toEqual(new Array(1429).fill(7).slice(0, sizes.length - 1));
  expect(sizes.reduce((sum, size) => sum + size)).toBe(10_003);
});

test("bad lines are counted, the first one is named", async () => {
  const text = [
    "time_us,kind,side,price,size,last,topic,instrument",
    "1,level,bid,10,1,1,,",
    "2,levle,bid,10,1,1,,",
    "x,level,bid,10,1,1,,",
    "2,level,buy,10,1,1,,",
    "2,trade,bid,10,1,1,,",
    "2,level,bid,,1,1,,",
    "2,level,bid,10,1.2.3,1,,",
    "2,level,bid,10,1,2,,",
    "2,state,,10,,1,open,",
    '2,level,bid,"10",1,1,,',
    "2,level",
    "3,level,ask,11,1,1,,",
  ].join("\n");
  const { source, ticks } = await read(text);
  expect(ticks.map((one: PlainTick) => one.timeUs)).toEqual([1, 3]);
  expect(source.stats).toMatchObject({ lines: 12, badLines: 10, ticks: 2 });
  expect(source.firstBadLine).toMatchObject({
    line: 3,
    reason:
      'kind must be one of level, change, trade, clear, quote, state, header, gap, was "levle"',
  });
  await expect(read(text, { strict: true })).rejects.toThrow(/line 3: kind must be one of/);
});

test.each([
  ["2,level,buy,10,1,1", 'side must be bid or ask, was "buy"'],
  ["2,trade,bid,10,1,1", 'side must be buy, sell, unknown or empty, was "bid"'],
  ["2,level,bid,,1,1", 'price must be a number, was ""'],
  ["2,level,bid,10,1.2.3,1", 'size must be a number, was "1.2.3"'],
  ["2,level,bid,10,1,yes", 'last must be 0, 1 or empty, was "yes"'],
])("says what is wrong with %s", async (row, reason) => {
  const text = `time_us,kind,side,price,size,last\n1,level,bid,1,1,1\n${row}\n`;
  expect((await read(text)).source.firstBadLine).toMatchObject({ line: 3, reason });
});

test("a header row without a needed column, or no header row, is refused", async () => {
  await expect(read("time_us,kind,side,size\n")).rejects.toThrow(/line 1: .* missing: price/);
  await expect(read("# only this\n")).rejects.toThrow(/must have a header row/);
  await expect(read("time_us,kind,side,price,size\n1,gap,,,\n")).rejects.toThrow(/give tickSize/);
});

test("an unfinished last message is finished and counted", async () => {
  const { source, ticks } = await read("time_us,kind,side,price,size,last\n1,level,bid,1,1,0\n");
  expect(ticks[0].flags & abi.TICK_LAST).toBe(abi.TICK_LAST);
  expect(source.stats.unfinishedMessages).toBe(1);
});
