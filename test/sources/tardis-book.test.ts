/** tardis.dev books: incremental files and snapshots of any depth become the same kind of book. */
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { readerLaws } from "./laws.ts";
import { allTicks, messages, PlainBook, type PlainTick, temporaryFile } from "./reading.ts";

const LAST = abi.TICK_LAST;
const HEADER = abi.KIND_HEADER;
const CLEAR = abi.KIND_CLEAR;
const BID = abi.KIND_LEVEL_SET | abi.SIDE_BID;
const ASK = abi.KIND_LEVEL_SET | abi.SIDE_ASK;

async function read(text: string, options: OpenOptions = {}) {
  const source = await openSource(temporaryFile(text), options);
  return { source, ticks: await allTicks(source) };
}

function plain(ticks: readonly PlainTick[]): number[][] {
  return ticks.map(({ timeUs, price, size, flags }) => [timeUs, price, size, flags]);
}

const BOOK = `exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount
deribit,BTC-PERPETUAL,1000,1500,false,bid,99.5,7
deribit,BTC-PERPETUAL,2000,2500,true,bid,100,30
deribit,BTC-PERPETUAL,2000,2500,true,ask,100.5,40
deribit,BTC-PERPETUAL,3000,2500,false,ask,100.5,0
deribit,BTC-PERPETUAL,3001,3500,false,bid,100,10
deribit,BTC-PERPETUAL,3001,3500,false,ask,101,20
deribit,BTC-PERPETUAL,4000,4500,true,bid,90,1
deribit,BTC-PERPETUAL,4000,4600,true,ask,91,2
`;

readerLaws("tardis-incremental-book", BOOK);

test("rows received together are one message, a snapshot begins one with a clear", async () => {
  const { source, ticks } = await read(BOOK);
  expect(plain(ticks)).toEqual([
    [1000, 1500, NaN, HEADER],
    [1000, 99.5, 7, BID | LAST],
    [2000, 2500, NaN, HEADER],
    [2000, 0, 0, CLEAR],
    [2000, 100, 30, BID],
    [2000, 100.5, 40, ASK | LAST],
    [3000, 2500, NaN, HEADER],
    [3000, 100.5, 0, ASK | LAST],
    [3001, 3500, NaN, HEADER],
    [3001, 100, 10, BID],
    [3001, 101, 20, ASK | LAST],
    [4000, 4500, NaN, HEADER],
    [4000, 0, 0, CLEAR],
    [4000, 90, 1, BID | LAST],
    [4000, 4600, NaN, HEADER],
    [4000, 91, 2, ASK | LAST],
  ]);
  expect(source.facts).toMatchObject({
    symbol: "BTC-PERPETUAL",
    tickSize: 0.1,
    lotSize: 1,
    contract: "inverse",
    multiplier: 1,
  });
  expect(source.notes).toEqual([]);
});

test("on the local clock ticks carry the receive time", async () => {
  const { ticks } = await read(BOOK, { clock: "local" });
  expect(ticks.slice(0, 4).map(({ timeUs }) => timeUs)).toEqual([1500, 1500, 2500, 2500]);
});

test("every file begins its book anew, in whatever order its columns stand", async () => {
  const [, ...rows] = BOOK.trim().split("\n");
  const swapped = rows.slice(1, 3).map((row) => row.split(",").reverse().join(","));
  const header = BOOK.split("\n")[0].split(",").reverse().join(",");
  const paths = [`${BOOK}`, `${header}\n${swapped.join("\n")}\n`].map((text) =>
    temporaryFile(text),
  );
  const ticks = await allTicks(await openSources(paths));
  expect(plain(ticks).slice(16)).toEqual([
    [2000, 2500, NaN, HEADER],
    [2000, 0, 0, CLEAR],
    [2000, 100, 30, BID],
    [2000, 100.5, 40, ASK | LAST],
  ]);
});

test("of several symbols one is read, the others are counted and named in one note", async () => {
  const others = BOOK.replace(/^deribit,BTC-PERPETUAL,(2000|3001)/gm, "deribit,ETH-PERPETUAL,$1");
  const { source, ticks } = await read(`${others}deribit,XRP,1,1,true,bid,0.001,1\n`);
  expect(source.stats).toMatchObject({ otherSymbolLines: 5, badLines: 0, lines: 9 });
  expect(source.notes).toEqual([
    "holds 3 symbols; only BTC-PERPETUAL was read (--symbol chooses another)",
  ]);
  expect(source.facts).toMatchObject({ symbol: "BTC-PERPETUAL", tickSize: 0.1 });
  expect(ticks.filter(({ flags }) => (flags & abi.KIND_MASK) === CLEAR)).toHaveLength(1);

  const chosen = await read(others, { symbol: "ETH-PERPETUAL" });
  expect(chosen.source.facts.symbol).toBe("ETH-PERPETUAL");
  expect(chosen.source.stats.otherSymbolLines).toBe(4);
  expect(chosen.source.notes).toEqual([]);
  await expect(read(others, { symbol: "SOL" })).rejects.toThrow(
    /must hold a row of the symbol "SOL" within/,
  );
});

test("a book that never had a snapshot is named", async () => {
  const { source } = await read(BOOK.replaceAll("true", "false"));
  expect(source.notes).toEqual(["no snapshot came: the book was never known"]);
});

test.each([
  ["deribit,A,1,2,false,bid,10,-1", "amount must be a number of at least 0"],
  ["deribit,A,1,2,false,bid,,1", "price must be a number"],
  ["deribit,A,1,2,false,buy,10,1", 'side must be bid or ask, was "buy"'],
  ["deribit,A,1,2,no,bid,10,1", 'is_snapshot must be true or false, was "no"'],
  ["deribit,A,1.5,2,true,bid,10,1", "timestamp must be integer microseconds below 2^53"],
  ["deribit,A,1,,true,bid,10,1", "local_timestamp must be integer microseconds below 2^53"],
  ["deribit,,1,2,true,bid,10,1", "symbol must not be empty"],
  ["deribit,A", 'timestamp must be integer microseconds below 2^53, was ""'],
])("says what is wrong with %s and writes nothing", async (row, reason) => {
  const text = `${BOOK.split("\n")[0]}\nderibit,A,1,1,true,bid,10,1\n${row}\n`;
  const { source, ticks } = await read(text);
  expect(ticks).toHaveLength(3);
  expect(source.stats.badLines).toBe(1);
  expect(source.firstBadLine).toMatchObject({ line: 3 });
  expect(source.firstBadLine?.reason).toContain(reason);
});

test("a header row without a needed column is refused", async () => {
  await expect(
    read(BOOK.replace(",side", ",way"), { format: "tardis-incremental-book" }),
  ).rejects.toThrow(/line 1: must name the columns .*; missing: side$/);
});

const SNAPSHOTS = `exchange,symbol,timestamp,local_timestamp,asks[0].price,asks[0].amount,\
bids[0].price,bids[0].amount,asks[1].price,asks[1].amount,bids[1].price,bids[1].amount
binance-delivery,BTCUSD_PERP,1000,1500,11,5,10,6,12,7,9,8
binance-delivery,BTCUSD_PERP,2000,2500,11,4,10.5,1,12,7,10,6
binance-delivery,BTCUSD_PERP,3000,3500,11,4,10.5,1,12,7,10,6
binance-delivery,BTCUSD_PERP,4000,4500,12,7,"","","","",9,3
binance-delivery,BTCUSD_PERP,5000,5500,,,,,,,,
binance-delivery,BTCUSD_PERP,6000,6500,12,7,9,3,,,,
`;

readerLaws("tardis-book-snapshot", SNAPSHOTS);

test("a snapshot is written as what differs from the one before", async () => {
  const { source, ticks } = await read(SNAPSHOTS);
  expect(plain(ticks)).toEqual([
    [1000, 1500, NaN, HEADER],
    [1000, 0, 0, CLEAR],
    [1000, 10, 6, BID],
    [1000, 9, 8, BID],
    [1000, 11, 5, ASK],
    [1000, 12, 7, ASK | LAST],
    [2000, 2500, NaN, HEADER],
    [2000, 10.5, 1, BID],
    [2000, 9, 0, BID],
    [2000, 11, 4, ASK | LAST],
    [3000, 3500, NaN, HEADER | LAST],
    [4000, 4500, NaN, HEADER],
    [4000, 10.5, 0, BID],
    [4000, 10, 0, BID],
    [4000, 9, 3, BID],
    [4000, 11, 0, ASK | LAST],
    [5000, 5500, NaN, HEADER],
    [5000, 0, 0, CLEAR | LAST],
    [6000, 6500, NaN, HEADER],
    [6000, 0, 0, CLEAR],
    [6000, 9, 3, BID],
    [6000, 12, 7, ASK | LAST],
  ]);
  expect(source.stats).toMatchObject({ emptySnapshots: 1, badLines: 0 });
  expect(source.notes).toEqual(["only the best 2 levels of each side are known"]);
  expect(source.facts).toMatchObject({ tickSize: 0.1, contract: "inverse", multiplier: 100 });
});

test.each([
  [",11,5,10,6,12,7,10,8", "bids[1] must lie behind the level before it"],
  [",11,5,10,6,10.9,7,9,8", "asks[1] must lie behind the level before it"],
  [",11,x,10,6,12,7,9,8", "asks[0].amount must be a number of at least 0"],
  [",11,5,10,6,12,7,,8", "bids[1].price must be a number"],
])("a snapshot with the levels %s is refused and leaves the book", async (levels, reason) => {
  const rows = SNAPSHOTS.split("\n");
  rows.splice(2, 0, `binance-delivery,BTCUSD_PERP,1500,1600${levels}`);
  const { source, ticks } = await read(rows.join("\n"));
  expect(source.firstBadLine).toMatchObject({ line: 3, reason });
  expect(ticks).toEqual((await read(SNAPSHOTS)).ticks);
});

test("after every message the book holds the levels of the row, whatever the depth", async () => {
  const depth = 7;
  let seed = 1;
  const draw = (below: number): number => {
    seed = (seed * 48271) % 0x7fffffff;
    return seed % below;
  };
  const side = (touch: number, step: number): [number, number][] => {
    const prices = Array.from({ length: 12 }, (_, i) => touch + step * i).filter(() => draw(2));
    return prices.slice(0, depth - draw(3)).map((price) => [price, 1 + draw(2)]);
  };
  const books = Array.from({ length: 300 }, () => {
    const touch = 100 + draw(4);
    return { asks: side(touch + 1, 1), bids: side(touch, -1) };
  });
  const names = ["asks", "bids"] as const;
  const columns = names.flatMap((name) =>
    Array.from({ length: depth }, (_, i) => `${name}[${i}].price,${name}[${i}].amount`),
  );
  const rows = books.map((book, i) =>
    names
      .flatMap((name) => Array.from({ length: depth }, (_, level) => book[name][level] ?? ["", ""]))
      .reduce((row, level) => `${row},${level.join(",")}`, `x,y,${i},${i}`),
  );
  const header = `exchange,symbol,timestamp,local_timestamp,${columns.join(",")}`;
  const { ticks } = await read([header, ...rows].join("\n"));
  const found = new PlainBook();
  const said = messages(ticks);
  expect(said).toHaveLength(books.length);
  for (const [index, message] of said.entries()) {
    for (const { flags, price, size } of message) found.apply(flags, price, size);
    const sorted = (levels: Map<number, number>, sign: number) =>
      [...levels].sort(([a], [b]) => sign * (a - b));
    expect(sorted(found.asks, 1)).toEqual(books[index].asks);
    expect(sorted(found.bids, -1)).toEqual(books[index].bids);
  }
});
