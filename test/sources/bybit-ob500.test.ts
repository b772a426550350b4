/** Bybit's order book files: the byte scanner and the parser tell the same, and losses are seen. */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import { makeBybitScanner } from "../../bindings/sources/bybit/scanner.ts";
import { openSource } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { bybit } from "../../bindings/sources/venues/bybit.ts";
import { VenueFeed } from "../../bindings/sources/venues/feed.ts";
import { type LineScanner, parseJson, VenueRun } from "../../bindings/sources/venues/run.ts";
import { sharedPath } from "../helpers/shared.ts";
import { readerLaws } from "./laws.ts";
import { replayCapture } from "./proofs/captures.ts";
import { allTicks, messages, temporaryFile } from "./reading.ts";
import { ask, bid, clear, gap, message, ms, type Told, us } from "./venues/told.ts";

type Level = readonly [price: string, size: string];

function line(type: string, u: number, b: readonly Level[], a: readonly Level[], depth = 500) {
  const data = { s: "ABCUSDT", b, a, u, seq: u * 7 };
  const topic = `orderbook.${depth}.ABCUSDT`;
  return `${JSON.stringify({ topic, type, ts: ms(u) + 3, data, cts: ms(u) })}\n`;
}

const SNAPSHOT = line(
  "snapshot",
  10,
  [
    ["1.9531", "6203"],
    ["1.953", "2409.5"],
  ],
  [["1.9532", "117"]],
);
const TEXT =
  SNAPSHOT +
  line("delta", 11, [["1.9531", "0"]], [["1.9532", "120"]]) +
  line("delta", 12, [], [["1.9533", "1e2"]]);

const head = (u: number): Told => [us(u), Number.NaN, u, abi.KIND_HEADER];

async function read(text: string, options: OpenOptions = {}) {
  const source = await openSource(temporaryFile(text), { format: "bybit-ob500", ...options });
  const ticks = await allTicks(source);
  const told = ticks.map(({ timeUs, price, size, flags }): Told => [timeUs, price, size, flags]);
  return { source, told, stats: source.stats };
}

readerLaws("bybit-ob500", TEXT);

test("record by record, at the time of the matching engine", async () => {
  const { told, source } = await read(TEXT);
  expect(told).toEqual([
    ...message(
      head(10),
      clear(us(10)),
      bid(us(10), 1.9531, 6203),
      bid(us(10), 1.953, 2409.5),
      ask(us(10), 1.9532, 117),
    ),
    ...message(head(11), bid(us(11), 1.9531, 0), ask(us(11), 1.9532, 120)),
    ...message(head(12), ask(us(12), 1.9533, 100)),
  ]);
  expect(source.facts).toMatchObject({ symbol: "ABCUSDT", tickSize: 0.0001, lotSize: 0.1 });
  expect(source.inferred).toEqual(["tickSize", "lotSize", "contract"]);
  expect(source.stats).toMatchObject({ lines: 3, snapshots: 1, updates: 2, badLines: 0 });
});

test("u must rise by one: a jump is a gap, a repeated one a duplicate", async () => {
  const { told, stats } = await read(
    line("delta", 9, [["9", "9"]], []) +
      SNAPSHOT +
      line("delta", 10, [["9", "9"]], []) +
      line("delta", 12, [["9", "9"]], []) +
      line("delta", 13, [["9", "9"]], []) +
      SNAPSHOT +
      line("delta", 11, [], []),
  );
  expect(told.slice(5)).toEqual([
    ...message(head(12), gap(us(12))),
    ...message(
      head(10),
      clear(us(10)),
      bid(us(10), 1.9531, 6203),
      bid(us(10), 1.953, 2409.5),
      ask(us(10), 1.9532, 117),
    ),
    ...message(head(11)),
  ]);
  expect(stats).toMatchObject({ duplicates: 1, gaps: 1, waitingUpdates: 2, snapshots: 2 });
});

test("other symbols and other depths are left out and counted", async () => {
  const other = line("snapshot", 1, [["5", "5"]], []).replaceAll("ABCUSDT", "XYZUSDT");
  const shallow = line("snapshot", 1, [["5", "5"]], [], 50);
  const { stats, source } = await read(TEXT + other + shallow);
  expect(stats).toMatchObject({ otherSymbolLines: 1, otherBookLines: 1, snapshots: 1 });
  expect(source.notes).toEqual([
    "holds 2 symbols; only ABCUSDT was read (--symbol chooses another)",
  ]);
  const named = await read(TEXT + other, { symbol: "ABCUSDT" });
  expect(named.source.notes).toEqual([]);
  const chosen = await read(TEXT + other, { symbol: "XYZUSDT" });
  expect(chosen.told.slice(2)).toEqual(message(bid(us(1), 5, 5)));
});

test("a recording that begins with an update knows the time of its book", async () => {
  const { source } = await read(line("delta", 9, [["1", "1"]], []) + TEXT);
  expect(source.notes).toEqual([]);
});

test("a bad line is counted with its reason and harms no other", async () => {
  const bad = line("delta", 11, [["1.9", "-1"]], []);
  const { stats, source, told } = await read(
    SNAPSHOT + bad + line("delta", 11, [["1.9", "1"]], []),
  );
  expect(stats).toMatchObject({ badLines: 1, updates: 1, gaps: 0 });
  expect(source.firstBadLine).toMatchObject({
    line: 2,
    reason: 'a size of b must be a size, was "-1"',
  });
  expect(told).toHaveLength(7);
  await expect(read(SNAPSHOT + bad, { strict: true })).rejects.toThrow(/bybit-ob500: .* line 2: /);
});

test.each(["1e300", "99999999999999999999", "-1", "null"])("%s is no time", async (time) => {
  const bad = line("delta", 11, [], [])
    .replace(/"cts":\d+/, `"cts":${time}`)
    .replace(/"ts":\d+,/, "");
  const { stats, source } = await read(SNAPSHOT + bad);
  expect(stats).toMatchObject({ badLines: 1, updates: 0 });
  expect(source.firstBadLine?.reason).toMatch(/^cts must be a (time|number), was /);
});

const decimal = fc
  .tuple(fc.nat(10 ** 6), fc.nat(10 ** 8 - 1), fc.nat(8))
  .map(([whole, part, places]) =>
    places === 0 ? String(whole) : `${whole}.${String(part).padStart(8, "0").slice(0, places)}`,
  );
const levels = fc.array(fc.tuple(decimal, decimal), { maxLength: 12 });

test("the usual spelling takes the fast road, any other does not", () => {
  const stats = { bytesRead: 0, totalBytes: 0, lines: 0, ticks: 0 };
  const feed = new VenueFeed({ symbol: "ABCUSDT" }, stats);
  const recording = { name: "", venues: [bybit], unwrap: parseJson };
  const scan = makeBybitScanner(new VenueRun(recording, feed, bybit)) as LineScanner;
  const scans = (text: string): boolean => {
    const bytes = new TextEncoder().encode(text);
    return scan(bytes, 0, bytes.length, new TickBatch());
  };
  expect(TEXT.split(/(?<=\n)/).map(scans)).toEqual([true, true, true]);
  expect(scans(SNAPSHOT.replace("\n", "\r\n"))).toBe(true);
  const others: readonly (readonly [usual: string | RegExp, other: string])[] = [
    ['"ts":', '"ts": '],
    ['"s":"ABCUSDT"', '"s":"XYZUSDT"'],
    ["orderbook.500", "orderbook.50"],
    ['"6203"', "6203"],
    ['"seq"', '"sequence"'],
    ["}\n", "} \n"],
    [/"cts":\d+/, '"cts":99999999999999999999'],
  ];
  for (const [usual, other] of others) {
    expect(scans(SNAPSHOT.replace(usual as string, other))).toBe(false);
  }
  expect(stats).toMatchObject({ snapshots: 2, updates: 2, otherBookLines: 0 });
});

/** Another spelling of the same lines, which the scanner does not know. */
function respelled(text: string): string {
  return text.replace(/^\{/gm, "{ ").replace(/"b":/g, '"b" : ');
}

test("the scanner tells what the parser tells", async () => {
  const deltas = fc.array(fc.tuple(levels, levels, fc.constantFrom(0, 1, 1, 1, 2)), {
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(levels, deltas, async (bids, changes) => {
      let u = 10;
      const lines = changes.map(([b, a, step]) => {
        u += step;
        return line("delta", u, b, a);
      });
      const text = line("snapshot", 10, bids, [["1.5", "1"]]) + lines.join("");
      const scanned = await read(text);
      const parsed = await read(respelled(text));
      expect(scanned.told).toEqual(parsed.told);
      expect(scanned.source.facts).toEqual(parsed.source.facts);
      expect(scanned.source.notes).toEqual(parsed.source.notes);
      const { bytesRead: _, totalBytes: __, ...stats } = scanned.stats;
      expect(parsed.stats).toMatchObject(stats);
    }),
    { numRuns: 150 },
  );
});

const sample = sharedPath("data/formats/bybit/xrpusdt-ob500.data.zip");

test.skipIf(sample === null)("XRPUSDT: 50 messages, 500 levels a side, never crossed", async () => {
  const source = await openSource(sample!);
  expect(source.format).toBe("bybit-ob500");
  expect(source.facts).toMatchObject({ symbol: "XRPUSDT", tickSize: 0.0001, lotSize: 1 });
  expect(messages(await allTicks(source))).toHaveLength(50);
  expect(source.stats).toMatchObject({ snapshots: 1, updates: 49, gaps: 0, badLines: 0 });
  expect(await replayCapture(sample!, "XRPUSDT")).toMatchObject({ books: 50, crossed: 0 });
});
