/** Hyperliquid: pictures of the book told as changes, however the lines are wrapped. */
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { sharedPath } from "../helpers/shared.ts";
import { readerLaws } from "./laws.ts";
import { allTicks, PlainBook, temporaryFile } from "./reading.ts";
import { hyperliquid } from "./venues/messages/hyperliquid.ts";
import * as t from "./venues/told.ts";

const { ask, bid, buy, clear, message, ms, quote, sell, us } = t;
type Told = t.Told;

/** Receive time 20 ms after the start of line `index`, in nanoseconds: 17 + digits of 789 ns. */
const stamp = (index: number): string => `${BigInt(ms(1000 * index)) * 1_000_000n + 5_789n}`;
const stamped = hyperliquid
  .map((each, index) => `${stamp(index)} ${JSON.stringify(each)}\n`)
  .join("");
const bare = hyperliquid.map((each) => `${JSON.stringify(each)}\n`).join("");
const enveloped = hyperliquid
  .slice(0, 1)
  .map((raw) => `${JSON.stringify({ time: t.iso(40).slice(0, -1), ver_num: 1, raw })}\n`)
  .join("");

const at = (index: number): number => us(1000 * index) + 5;
const head = (timeUs: number, localUs: number): Told => [
  timeUs,
  localUs,
  Number.NaN,
  abi.KIND_HEADER,
];

async function read(text: string, options: OpenOptions = {}) {
  const source = await openSource(temporaryFile(text), options);
  const ticks = await allTicks(source);
  const told = ticks.map(({ timeUs, price, size, flags }): Told => [timeUs, price, size, flags]);
  return { source, told, stats: source.stats };
}

const FIRST = (localUs: number): Told[] =>
  message(
    head(us(100), localUs),
    clear(us(100)),
    bid(us(100), 10.1, 3),
    bid(us(100), 10, 1),
    ask(us(100), 10.2, 2),
  );

readerLaws("hyperliquid-l2", stamped);

test("record by record: what left the picture is removed, past trades are left out", async () => {
  const { told, source, stats } = await read(stamped, { quotes: true });
  expect(told).toEqual([
    ...FIRST(at(0)),
    ...message(head(us(150), at(1)), buy(us(150), 10.2, 0.5)),
    ...message(
      head(us(200), at(2)),
      bid(us(200), 10, 0),
      bid(us(200), 10.1, 2.5),
      bid(us(200), 9.9, 7),
    ),
    ...message(head(us(190), at(3)), sell(us(190), 10.1, 0.5)),
    ...message(head(us(250), at(4)), ...quote(us(250), [10.1, 2.5], [0, 0])),
  ]);
  expect(source.facts).toMatchObject({ symbol: "ABC", tickSize: 0.1, lotSize: 0.1 });
  expect(stats).toMatchObject({ snapshots: 1, updates: 1, trades: 2, pastTrades: 1, quotes: 1 });
});

test("lines without a receive time, and in the archive's envelope", async () => {
  const { told, source } = await read(bare);
  expect(source.format).toBe("hyperliquid-l2");
  expect(told.slice(0, 5)).toEqual(FIRST(Number.NaN));
  expect((await read(enveloped)).told).toEqual(FIRST(us(40)));
});

test.each([
  ["seconds", 10, 0],
  ["milliseconds", 13, 0],
  ["microseconds", 16, 5],
  ["nanoseconds", 19, 5],
])("a receive time in %s", async (_, digits, fraction) => {
  const line = `${stamp(1).slice(0, digits)} ${JSON.stringify(hyperliquid[0])}\n`;
  const { told } = await read(line, { format: "hyperliquid-l2", clock: "local" });
  expect(told[0][0]).toBe(us(1000) + fraction);
});

test("a picture older than the book is left out", async () => {
  const { stats } = await read([2, 0].map((i) => `${JSON.stringify(hyperliquid[i])}\n`).join(""));
  expect(stats).toMatchObject({ snapshots: 1, updates: 0, duplicates: 1 });
});

test("read from the middle, the first picture there is told whole", async () => {
  const { told } = await read(stamped, { from: us(180) });
  expect(told.slice(0, 5)).toEqual(
    message(
      head(us(200), at(2)),
      clear(us(200)),
      bid(us(200), 10.1, 2.5),
      bid(us(200), 9.9, 7),
      ask(us(200), 10.2, 2),
    ),
  );
});

test("Binance's recordings are not claimed, nor these by Binance", async () => {
  const trade = { e: "trade", T: 1, s: "A", t: 1, p: "1", q: "1", m: true };
  const data = JSON.stringify({ stream: "a@trade", data: trade });
  const binance = `${stamp(0)} ${data}\n`;
  expect((await read(binance)).source.format).toBe("binance-raw");
});

const sample = sharedPath("data/formats/hyperliquid/btcusd_20250126.gz");

test.skipIf(sample === null)(
  "BTC: 46 pictures of 20 levels a side, rebuilt from changes",
  async () => {
    const source = await openSource(sample!);
    expect(source.facts).toMatchObject({ symbol: "BTC", tickSize: 1, lotSize: 0.00001 });
    const book = new PlainBook();
    for (const { flags, price, size } of await allTicks(source)) {
      book.apply(flags, price, size);
      if ((flags & abi.TICK_LAST) === 0) continue;
      expect([book.bids.size, book.asks.size]).toEqual([20, 20]);
      const [best, , worst] = book.best();
      expect(best).toBeLessThan(worst);
    }
    expect(source.stats).toMatchObject({ snapshots: 1, updates: 45, trades: 34, pastTrades: 30 });
    expect(source.stats).toMatchObject({ badLines: 0, duplicates: 0, unknownLines: 0 });
  },
);
