/**
 * Sizes that an engine could not count in lots of their finest digit stay fractions, in every
 * format, and the user is told; where levels change by amounts they are counted all the same.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEngineSync } from "../../bindings/index.ts";
import { openSource } from "../../bindings/sources/open.ts";
import { GridGuess } from "../../bindings/sources/reading/grid.ts";
import type { OpenOptions, TickSource } from "../../bindings/sources/source.ts";
import * as binance from "./binance-lines.ts";
import * as databento from "./databento-rows.ts";
import { npyOf } from "./npy-files.ts";
import { allTicks, temporaryFile } from "./reading.ts";
import { csvOf, parquetOf } from "./table-files.ts";

const NOTE = /^sizes are not counted in lots: one of (\S+) is too large for lots of (\S+), /;
const US = 1_700_000_000_000_000;

const table = (size: string) => ({
  time: [US, US + 1],
  side: ["buy", "sell"],
  price: [10.5, 10],
  size: [Number(size), 1e-8],
});

/** A file of each way of reading sizes, with one of 1e-8 and one of `size`. */
const FILES: Record<string, (size: string) => string | Uint8Array> = {
  "tardis-trades": (size) =>
    "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n" +
    `x,A,${US},${US},1,buy,10.5,${size}\nx,A,${US},${US},2,buy,10,0.00000001\n`,
  "binance-raw": (size) =>
    binance.trade(1, 1, "10.5", size, true) + binance.trade(2, 2, "10", "0.00000001", true),
  "ticks-csv": (size) =>
    `time_us,kind,side,price,size\n${US},level,bid,10.5,${size}\n${US},level,ask,11,0.00000001\n`,
  csv: (size) => csvOf(table(size)),
  parquet: (size) => parquetOf(table(size)),
  hftbacktest: (size) =>
    npyOf(
      [size, "0.00000001"].map((qty) => ({
        ev: 2 | (1 << 29) | (1 << 30) | (1 << 31),
        exchUs: US,
        localUs: US,
        px: 10.5,
        qty: Number(qty),
      })),
    ),
};

async function open(content: string | Uint8Array, options: OpenOptions = {}): Promise<TickSource> {
  const source = await openSource(temporaryFile(content), options);
  await allTicks(source);
  return source;
}

describe.each(Object.keys(FILES))("%s", (format) => {
  test("sizes up to 1e10 lots are counted in lots", async () => {
    const source = await open(FILES[format]("100"));
    expect(source.format).toBe(format);
    expect(source.facts.lotSize).toBe(1e-8);
    expect(source.inferred).toContain("lotSize");
    expect(source.notes.filter((note) => NOTE.test(note))).toEqual([]);
  });

  test("above that there is no lot size, and a sentence says why", async () => {
    const source = await open(FILES[format]("100.00000001"));
    expect(source.facts.lotSize).toBeNaN();
    expect(source.inferred).not.toContain("lotSize");
    const [said, largest, lot] = source.notes.flatMap((note) => NOTE.exec(note) ?? []);
    expect(said).toBeDefined();
    expect([largest, lot]).toEqual(["100.00000001", "1e-8"]);
  });

  test("a stated lot size is kept", async () => {
    const source = await open(FILES[format]("50000"), { lotSize: 1e-6 });
    expect(source.facts.lotSize).toBe(1e-6);
    expect(source.notes.filter((note) => NOTE.test(note))).toEqual([]);
  });
});

test("a stated lot size too fine for a size that was seen is kept and spoken of", async () => {
  const { facts, notes } = await open(FILES["tardis-trades"]("20000"), { lotSize: 1e-8 });
  expect(facts.lotSize).toBe(1e-8);
  expect(notes).toEqual([
    "sizes above 10000 are refused as bad (one of 20000 was seen): an engine counts no more than " +
      "1000000000000 lots of 1e-8",
  ]);
});

const ORDERS = (volume: string) =>
  "id,timestamp,exchange_timestamp,price,volume,action,direction\n" +
  `1,1700000000001,1700000000000,10.5,${volume},created,bid\n` +
  "2,1700000000001,1700000000000,10.6,0.00000001,created,ask\n";

test("changes by amounts are counted in lots: fractions would leave dust in the book", async () => {
  const orders = await open(ORDERS("138800"));
  expect(orders.format).toBe("bitstamp-l3");
  const ticks = await open(
    `time_us,kind,side,price,size\n${US},change,bid,10.5,138800\n${US},change,bid,10,0.00000001\n`,
  );
  const rows = await open(
    csvOf({ ...table("138800"), side: ["bid", "ask"], kind: ["change", "change"] }),
  );
  for (const { facts, inferred, notes } of [orders, ticks, rows]) {
    expect(facts.lotSize).toBe(1e-8);
    expect(inferred).toContain("lotSize");
    expect(notes).toContainEqual(expect.stringMatching(/^sizes above 10000 are refused as bad/));
  }
});

test("changes of orders that are counted in whole numbers have nothing to be told", async () => {
  const text = databento.fileOf(databento.MBO_HEADER, [
    databento.mbo(1, { price: 10.5, size: 40000 }),
    databento.mbo(2, { price: 10.25, size: 1 }),
  ]);
  const { facts, notes } = await open(text);
  expect(facts.lotSize).toBe(1);
  expect(notes).not.toContainEqual(expect.stringMatching(/^sizes/));
});

test("no size that an inferred lot size was taken from is refused by an engine", () => {
  const size = fc.tuple(fc.integer({ min: 1, max: 2 ** 52 }), fc.nat(12));
  fc.assert(
    fc.property(fc.array(size, { minLength: 1, maxLength: 4 }), (sizes) => {
      const grid = new GridGuess();
      const numbers = sizes.map(([digits, decimals]) => digits / 10 ** decimals);
      for (const number of numbers) grid.numbers(1, number);
      const { lotSize } = grid;
      const lots = Number.isNaN(lotSize) ? {} : { lotSize };
      const engine = createEngineSync({ tickSize: 1, ...lots, signals: ["mid"] });
      for (const number of numbers) engine.pushTick(US, 1, number, 0x103);
      expect(engine.counters.badSizes).toBe(numbers.filter((n) => n > 1e12).length);
      engine.dispose();
    }),
    { numRuns: 200 },
  );
});

test("numbers are looked at as if they were printed", () => {
  const value = fc.oneof(
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    fc.tuple(fc.nat(), fc.nat(14)).map(([count, decimals]) => Number(`${count}e-${decimals}`)),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { maxLength: 5 }), (levels) => {
      const expected = new GridGuess();
      const found = new GridGuess();
      for (const [price, size] of levels) {
        found.printed(price, size);
        const bytes = new TextEncoder().encode(`${price},${size}\n`);
        const comma = bytes.indexOf(0x2c);
        expected.price(bytes, 0, comma);
        expected.size(bytes, comma + 1, bytes.length - 1);
        expect(found.tickSize).toBe(expected.tickSize);
        expect(found.lotSize).toBe(expected.lotSize);
        expect(found.lotNote(1)).toBe(expected.lotNote(1));
      }
    }),
    { numRuns: 2000 },
  );
});
