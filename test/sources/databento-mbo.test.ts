/** MBO rows: orders come, shrink, move and go, and the levels are their sums. */
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { FormatError } from "../../bindings/core/errors.ts";
import { Orders } from "../../bindings/sources/databento/orders.ts";
import * as d from "./databento-rows.ts";
import { readerLaws } from "./laws.ts";
import { kindOf, type PlainTick } from "./reading.ts";

const { mbo } = d;
const UNDEFINED = "9223372036854775807";
const LONG = "18446744073709551610";
const fileOf = (...rows: string[]) => d.fileOf(d.MBO_HEADER, rows);
const snapshot = { received: 9_000, flags: 40, sequence: 0 };

const ROWS = [
  mbo(0, { ...snapshot, time: 500, action: "R", side: "N", price: UNDEFINED, size: 0 }),
  mbo(1, { ...snapshot, time: 700, price: 10, size: 5 }),
  mbo(2, { ...snapshot, time: 300, price: 10, size: 2 }),
  mbo(3, { ...snapshot, time: 800, side: "A", price: 10.25, size: 4, flags: 168 }),
  mbo(LONG, { time: 10_000, price: "9.75", size: 7, sequence: 5 }),
  mbo(0, { time: 11_000, action: "T", side: "A", price: 10, size: 6, flags: 0, sequence: 6 }),
  mbo(1, { time: 11_000, action: "F", price: 10, size: 5, flags: 0, sequence: 6 }),
  mbo(2, { time: 11_000, action: "F", price: 10, size: 1, flags: 0, sequence: 7 }),
  mbo(1, { time: 11_000, action: "C", price: 10, size: 5, flags: 0, sequence: 7 }),
  mbo(2, { time: 11_000, action: "C", price: 10, size: 1, sequence: 7 }),
  mbo(3, { time: 12_000, action: "M", side: "A", price: 10.25, size: 3, sequence: 8 }),
  mbo(3, { time: 13_000, action: "M", side: "A", price: 10.5, size: 3, sequence: 9 }),
  mbo(LONG, { time: 14_000, action: "C", price: 9.75, size: 7, sequence: 10 }),
  mbo(0, { time: 15_000, action: "N", side: "N", price: UNDEFINED, size: 0, sequence: 11 }),
];
const TEXT = fileOf(...ROWS);
const TICKS = d.ticksOf([
  [[9, 9, 0], d.CLEAR, [d.CHANGE_BID, 10, 5], [d.CHANGE_BID, 10, 2], [d.CHANGE_ASK, 10.25, 4]],
  [
    [10, 10, 5],
    [d.CHANGE_BID, 9.75, 7],
  ],
  [
    [11, 11, 6],
    [d.SOLD, 10, 6],
    [d.CHANGE_BID, 10, -5],
    [d.CHANGE_BID, 10, -1],
  ],
  [
    [12, 12, 8],
    [d.CHANGE_ASK, 10.25, -1],
  ],
  [
    [13, 13, 9],
    [d.CHANGE_ASK, 10.25, -3],
    [d.CHANGE_ASK, 10.5, 3],
  ],
  [
    [14, 14, 10],
    [d.CHANGE_BID, 9.75, -7],
  ],
  [[15, 15, 11]],
]);

/** Kind and side, price and size of the records that follow the fixture. */
async function behindFixture(...rows: string[]) {
  const { source, ticks } = await d.read(fileOf(...ROWS, ...rows));
  const isRecord = (tick: PlainTick) => kindOf(tick) !== abi.KIND_HEADER;
  const records = ticks.slice(TICKS.length).filter(isRecord);
  return {
    stats: source.stats,
    records: records.map(({ flags, price, size }) => [flags & ~abi.TICK_LAST, price, size]),
  };
}

readerLaws("databento-mbo", TEXT);

test("a snapshot, a trade with its fills, cancels and modifies", async () => {
  const { source, ticks } = await d.read(TEXT);
  expect(ticks).toEqual(TICKS);
  expect(source.facts).toMatchObject({ symbol: "ABC", tickSize: 0.01, lotSize: 1 });
  expect(source.notes).toEqual([]);
  expect(source.stats).toMatchObject({
    fills: 2,
    rowsWithoutAction: 1,
    unknownOrders: 0,
    repeatedOrders: 0,
    overCancels: 0,
    unfinishedEvents: 0,
    sequenceReversals: 0,
    badLines: 0,
  });
});

test("ids beyond 2^53 are told apart", async () => {
  const other = LONG.replace(/0$/, "1");
  const { records, stats } = await behindFixture(
    mbo(LONG, { time: 20_000, price: 9, size: 3, sequence: 20 }),
    mbo(other, { time: 21_000, action: "C", price: 9, size: 3, sequence: 21 }),
  );
  expect(records).toEqual([[d.CHANGE_BID, 9, 3]]);
  expect(stats.unknownOrders).toBe(1);
});

test("a cancel of more than stands takes what is there, one of the unknown nothing", async () => {
  const { records, stats } = await behindFixture(
    mbo(2, { time: 20_000, action: "C", price: 10, size: 9, sequence: 20 }),
    mbo(2, { time: 21_000, action: "C", price: 10, size: 1, sequence: 21 }),
  );
  expect(records).toEqual([[d.CHANGE_BID, 10, -1]]);
  expect(stats).toMatchObject({ overCancels: 1, unknownOrders: 1 });
});

test("a modify of an unknown order is a new one, an add of a known one replaces it", async () => {
  const { records, stats } = await behindFixture(
    mbo(8, { time: 20_000, action: "M", price: 9.5, size: 2, sequence: 20 }),
    mbo(8, { time: 21_000, action: "A", side: "A", price: 11, size: 6, sequence: 21 }),
    mbo(8, { time: 22_000, action: "M", side: "A", price: 11, size: 0, sequence: 22 }),
    mbo(8, { time: 23_000, action: "C", side: "A", price: 11, size: 1, sequence: 23 }),
  );
  expect(records).toEqual([
    [d.CHANGE_BID, 9.5, 2],
    [d.CHANGE_BID, 9.5, -2],
    [d.CHANGE_ASK, 11, 6],
    [d.CHANGE_ASK, 11, -6],
  ]);
  expect(stats).toMatchObject({ unknownOrders: 2, repeatedOrders: 1 });
});

test("a row of the top of book replaces its side", async () => {
  const top = { side: "A", flags: 194 };
  const { records } = await behindFixture(
    mbo(0, { ...top, time: 20_000, price: 10.75, size: 8, sequence: 20 }),
    mbo(0, { ...top, time: 21_000, price: UNDEFINED, size: 0, sequence: 21 }),
  );
  expect(records).toEqual([
    [d.CHANGE_ASK, 10.5, -3],
    [d.CHANGE_ASK, 10.75, 8],
    [d.CHANGE_ASK, 10.75, -8],
  ]);
});

test("a clear and a snapshot without one forget all orders", async () => {
  const { records, stats } = await behindFixture(
    mbo(0, { time: 20_000, action: "R", side: "N", price: UNDEFINED, sequence: 20 }),
    mbo(2, { time: 21_000, action: "C", price: 10, size: 1, sequence: 21 }),
    mbo(9, { ...snapshot, time: 100, price: 8, size: 1 }),
    mbo(4, { ...snapshot, time: 200, price: 8, size: 2 }),
    mbo(9, { time: 25_000, action: "C", price: 8, size: 1, sequence: 25 }),
  );
  expect(records).toEqual([
    [abi.KIND_CLEAR, 0, 0],
    [abi.KIND_CLEAR, 0, 0],
    [d.CHANGE_BID, 8, 1],
    [d.CHANGE_BID, 8, 2],
    [d.CHANGE_BID, 8, -1],
  ]);
  expect(stats.unknownOrders).toBe(1);
});

test("a clear ends the snapshot before it", async () => {
  const rows = [ROWS[0], mbo(1, { ...snapshot, price: "10.5", size: 5 })];
  const { ticks } = await d.read(fileOf(...rows, ...rows));
  const once = [[9, 9, 0], d.CLEAR, [d.CHANGE_BID, 10.5, 5]] as const;
  expect(ticks).toEqual(d.ticksOf([once, once]));
});

test("places of orders that are gone are given out again, new ones when all are taken", () => {
  const orders = new Orders();
  const capacity = orders.prices.length;
  for (let id = 0; id < 2 * capacity; id++) {
    orders.add(id, id, 1, abi.SIDE_BID);
    if (id >= 10) orders.remove(id - 10);
  }
  expect([orders.count, orders.prices.length]).toEqual([10, capacity]);
  for (let id = -1; id >= -capacity; id--) orders.add(id, id, 2, abi.SIDE_ASK);
  expect(orders.prices.length).toBe(2 * capacity);
  for (let id = -capacity; id < 0; id++) {
    const place = orders.placeOf(id);
    expect([orders.prices[place], orders.sizes[place]]).toEqual([id, 2]);
  }
});

test("without a snapshot the book starts empty, and a note says so", async () => {
  const { source, ticks } = await d.read(fileOf(...ROWS.slice(4, 5)));
  expect(ticks).toEqual(d.ticksOf([[[10, 10, 5], d.CLEAR, [d.CHANGE_BID, 9.75, 7]]]));
  expect(source.notes.join()).toContain("starts empty");
});

test("a loss in the channel is one gap", async () => {
  const rows = [134, 134].map((flags, at) =>
    mbo(20 + at, { time: 20_000 + at * 1_000, price: 9, flags, sequence: 20 + at }),
  );
  const { records, stats } = await behindFixture(...rows);
  expect(records).toEqual([
    [abi.KIND_GAP, 0, 0],
    [d.CHANGE_BID, 9, 1],
    [d.CHANGE_BID, 9, 1],
  ]);
  expect(stats.gaps).toBe(1);
});

test("a step back of the sequence is counted and taken", async () => {
  const { records, stats } = await behindFixture(
    mbo(30, { time: 20_000, price: 9, sequence: 4 }),
    mbo(31, { time: 21_000, price: 9, sequence: 12 }),
  );
  expect(records).toHaveLength(2);
  expect(stats.sequenceReversals).toBe(1);
});

test.each([
  [mbo(50, { side: "N" }), "side of an order"],
  [mbo("x", {}), "order_id must be"],
  [mbo(50, { price: UNDEFINED }), "price of an order"],
  [mbo(50, { price: "cheap" }), "price of an order"],
  [mbo(50, { size: "-2" }), "size of an order"],
  [mbo(0, { action: "T", price: "" }), "price of a trade"],
])("%s is counted and changes nothing", async (row, reason) => {
  const text = fileOf(...ROWS.slice(0, 7), row, ...ROWS.slice(7));
  const { source, ticks } = await d.read(text);
  expect(ticks).toEqual(TICKS);
  expect(source.stats.badLines).toBe(1);
  expect(source.firstBadLine?.reason).toContain(reason);
  await expect(d.read(text, { strict: true })).rejects.toThrow(FormatError);
});
