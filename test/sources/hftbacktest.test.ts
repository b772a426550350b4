/** Data of hftbacktest: events of the chosen clock become messages, nothing is taken twice. */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { FormatError } from "../../bindings/core/errors.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { type Event, npyOf } from "./npy-files.ts";
import { zip } from "./packing.ts";
import { allTicks, messages, type PlainTick, temporaryFile } from "./reading.ts";

const EXCH = 2 ** 31;
const LOCAL = 2 ** 30;
const BOTH = EXCH + LOCAL;
const BUY = 2 ** 29;
const SELL = 2 ** 28;
const T = 1_700_000_000_000_000;

function event(ev: number, atUs: number, px: number, qty: number, latencyUs = 5): Event {
  return { ev, exchUs: T + atUs, localUs: T + atUs + latencyUs, px, qty };
}

const EVENTS: Event[] = [
  event(BOTH + BUY + 3, 0, 99, 0),
  event(BOTH + BUY + 4, 0, 100, 1),
  event(BOTH + BUY + 4, 0, 99.5, 2),
  event(BOTH + SELL + 3, 0, 102, 0),
  event(BOTH + SELL + 4, 0, 100.5, 3),
  event(BOTH + BUY + 1, 10, 100, 4),
  event(BOTH + SELL + 1, 10, 100.5, 0),
  event(BOTH + SELL + 2, 12, 100, 0.25),
  event(BOTH + BUY + 2, 12, 100.5, 1),
  event(BOTH + 2, 12, 100.5, 1),
  event(BOTH + BUY + 5, 13, 100, 4),
  event(BOTH + BUY + 10, 14, 100, 4),
  event(BOTH + SELL + 13, 14, 100, 4),
  event(BOTH + BUY + 100, 14, 100, 4),
  event(BOTH + BUY + 1, 20, 99, 7),
];

const NAMES: Record<number, string> = {
  [abi.KIND_LEVEL_SET | abi.SIDE_BID]: "bid",
  [abi.KIND_LEVEL_SET | abi.SIDE_ASK]: "ask",
  [abi.KIND_TRADE | abi.SIDE_BUY]: "buy",
  [abi.KIND_TRADE | abi.SIDE_SELL]: "sell",
  [abi.KIND_TRADE]: "trade",
  [abi.KIND_CLEAR]: "clear",
  [abi.KIND_QUOTE | abi.SIDE_BID]: "quote bid",
  [abi.KIND_QUOTE | abi.SIDE_ASK]: "quote ask",
};

/** A message in words; times from T on. */
function told(ticks: readonly PlainTick[]): string {
  const [head, ...rest] = ticks;
  const of = ({ flags, price, size }: PlainTick) =>
    `${NAMES[flags & ~abi.TICK_LAST]} ${price} x ${size}`;
  return `${head.timeUs - T} ${head.price - T}: ${rest.map(of).join(", ")}`;
}

async function read(content: Uint8Array, options: OpenOptions = {}) {
  const source = await openSource(temporaryFile(content), options);
  const ticks = await allTicks(source);
  return { source, told: messages(ticks).map(told) };
}

const EXPECTED = [
  "0 5: clear 0 x 0, bid 100 x 1, bid 99.5 x 2, ask 100.5 x 3",
  "10 15: bid 100 x 4, ask 100.5 x 0",
  "12 17: sell 100 x 0.25",
  "12 17: buy 100.5 x 1",
  "12 17: trade 100.5 x 1",
  "20 25: bid 99 x 7",
];

test("depth, trades and snapshots become messages; what is left out is counted", async () => {
  const { source, told: found } = await read(npyOf(EVENTS));
  expect(found).toEqual(EXPECTED);
  expect(source.format).toBe("hftbacktest");
  expect(source.facts).toMatchObject({ tickSize: 0.1, lotSize: 1 });
  expect(source.inferred).toEqual(["tickSize", "lotSize"]);
  expect(source.stats).toMatchObject({
    lines: 15,
    orderEvents: 2,
    quotesSkipped: 1,
    unknownEvents: 1,
    snapshots: 1,
    depthEvents: 3,
    otherClockEvents: 0,
    oneSidedClears: 0,
    badLines: 0,
  });
  expect(source.notes).toEqual([
    "order by order events are counted and left out: give depth events instead",
  ]);
});

test("an archive says the same, stored or deflated, wherever its array stands", async () => {
  const npy = npyOf(EVENTS);
  const other = new TextEncoder().encode("nothing");
  const archives = [
    zip([["data.npy", npy, { method: 0 }]]),
    zip([["data.npy", npy]]),
    gzipSync(npy),
  ];
  for (const archive of archives) expect((await read(archive)).told).toEqual(EXPECTED);
  const behind = zip([
    ["other.npy", other],
    ["data.npy", npy],
  ]);
  expect((await read(behind, { format: "hftbacktest" })).told).toEqual(EXPECTED);
  const none = zip([["other.npy", npy]]);
  await expect(read(none)).rejects.toThrow(/holds no array called "data"/);
});

test("each clock has its own events: those in two places are taken once", async () => {
  const split = [
    event(EXCH + BUY + 1, 1, 10, 1, 9),
    event(BOTH + BUY + 2, 2, 10, 1, 1),
    event(LOCAL + BUY + 1, 1, 10, 1, 9),
  ];
  const byExchange = await read(npyOf(split));
  expect(byExchange.told).toEqual(["1 10: bid 10 x 1", "2 3: buy 10 x 1"]);
  expect(byExchange.source.stats.otherClockEvents).toBe(1);
  expect(byExchange.source.notes).toEqual([
    "no snapshot came: the book stayed unknown; export the data with one",
  ]);
  const byReceipt = await read(npyOf(split), { clock: "local" });
  expect(byReceipt.told).toEqual(["3 3: buy 10 x 1", "10 10: bid 10 x 1"]);
  expect(byReceipt.source.stats.otherClockEvents).toBe(1);
});

test("snapshots end where a side is cleared again; one-sided ones are counted", async () => {
  const { source, told: found } = await read(
    npyOf([
      event(BOTH + 3, 1, 0, 0),
      event(BOTH + BUY + 4, 1, 10, 1),
      event(BOTH + BUY + 3, 2, 9, 0),
      event(BOTH + BUY + 4, 2, 11, 1),
      event(BOTH + SELL + 3, 3, 13, 0),
      event(BOTH + SELL + 4, 3, 12, 1),
      event(BOTH + BUY + 3, 4, 9, 0),
      event(BOTH + BUY + 4, 4, 10, 2),
      event(BOTH + BUY + 1, 5, 10, 3),
    ]),
  );
  expect(found).toEqual([
    "1 6: clear 0 x 0, bid 10 x 1",
    "2 7: clear 0 x 0, bid 11 x 1, ask 12 x 1",
    "4 9: clear 0 x 0, bid 10 x 2",
    "5 10: bid 10 x 3",
  ]);
  expect(source.stats).toMatchObject({ snapshots: 3, oneSidedClears: 1 });
});

test("best quotes are read where there is no depth, or if they are asked for", async () => {
  const quotes = [event(BOTH + BUY + 5, 1, 10, 1), event(BOTH + SELL + 5, 1, 11, 2)];
  const message = "1 6: quote bid 10 x 1, quote ask 11 x 2";
  expect((await read(npyOf(quotes))).told).toEqual([message]);
  const beside = [...quotes, event(BOTH + BUY + 1, 2, 10, 1)];
  expect((await read(npyOf(beside))).told).toEqual(["2 7: bid 10 x 1"]);
  expect((await read(npyOf(beside), { quotes: true })).told[0]).toBe(message);
});

test("bad events are counted and named", async () => {
  const bad = [
    event(BUY + 1, 1, 10, 1),
    event(BOTH + 1, 1, 10, 1),
    event(BOTH + BUY + 1, 1, NaN, 1),
    event(BOTH + BUY + 2, 1, 10, -1),
    event(BOTH + BUY + 1, -2 * T, 10, 1),
    event(BOTH + BUY + 1, 7, 10, 1),
    event(BOTH + BUY + 1, 6, 10, 1),
  ];
  const { source, told: found } = await read(npyOf(bad));
  expect(found).toEqual(["7 12: bid 10 x 1", "6 11: bid 10 x 1"]);
  expect(source.stats).toMatchObject({ badLines: 5, reversals: 1 });
  expect(source.firstBadLine).toMatchObject({
    line: 1,
    reason: "ev must be an event of a clock, has no flag",
  });
  await expect(read(npyOf(bad), { strict: true })).rejects.toThrow(/event 1: ev must be/);
});

test("times keep their microseconds, also where nanoseconds are no safe integer", async () => {
  const times = fc.bigInt({ min: 0n, max: 2n ** 62n });
  await fc.assert(
    fc.asyncProperty(times, times, async (exch, local) => {
      const one = { ...event(BOTH + BUY + 2, 0, 10, 1), exchNs: exch, localNs: local };
      const source = await openSource(temporaryFile(npyOf([one])));
      const [head] = await allTicks(source);
      expect(head.timeUs).toBe(Number(exch / 1000n));
      expect(head.price).toBe(local < 1000n ? NaN : Number(local / 1000n));
    }),
    { numRuns: 200 },
  );
});

test("many blocks and several files are one stream", async () => {
  const many = Array.from({ length: 40_000 }, (_, at) => event(BOTH + BUY + 1, at, 10, at));
  const paths = [npyOf(many), zip([["data.npy", npyOf(many)]])].map(temporaryFile);
  const source = await openSources(paths);
  const ticks = await allTicks(source);
  expect(ticks.length).toBe(160_000);
  expect(ticks.filter((_, at) => at % 2 === 1).every(({ size }, at) => size === at % 40_000)).toBe(
    true,
  );
  expect(source.stats.bytesRead).toBe(source.stats.totalBytes);
});

test("fields in another order are found; arrays without them are refused", async () => {
  const moved = npyOf(EVENTS, ["px", "qty", "local_ts", "exch_ts", "ev", "order_id"]);
  expect((await read(moved)).told).toEqual(EXPECTED);
  const lacking = npyOf(EVENTS, ["ev", "exch_ts", "local_ts", "px"]);
  await expect(read(lacking)).rejects.toThrow(FormatError);
  await expect(read(lacking, { format: "hftbacktest" })).rejects.toThrow(
    /must have the field "qty" of type f8/,
  );
  const text = new TextEncoder().encode("a,b\n1,2\n");
  await expect(read(text, { format: "hftbacktest" })).rejects.toThrow(/must be a NumPy array/);
});

test("damage and cuts are one clear error, or counted events", async () => {
  const npy = npyOf(EVENTS);
  await expect(read(npy.slice(0, npy.length - 1))).rejects.toThrow(
    /is cut off: it ends behind event 0 of 15/,
  );
  await expect(read(npyOf([]))).rejects.toThrow(/is empty: it holds no event/);
  for (const sound of [npy, zip([["data.npy", npy]])]) {
    const change = fc.tuple(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, fc.boolean(), async ([at, bits], isCut) => {
        const bytes = isCut ? sound.slice(0, at + 1) : sound.slice();
        bytes[at] ^= bits;
        try {
          await read(bytes, { format: "hftbacktest" });
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 200 },
    );
  }
});
