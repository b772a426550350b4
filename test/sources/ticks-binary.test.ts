/** The binary tick file: what was written is what is read, and no damage goes unseen. */
import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { FormatError } from "../../bindings/core/errors.ts";
import { Runtime } from "../../bindings/core/runtime.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions, TickSource } from "../../bindings/sources/source.ts";
import { tickFileWriter } from "../../bindings/sources/ticks/binary-writer.ts";
import { TimeCutSource } from "../../bindings/sources/time-cut.ts";
import { anyTicks, collected, FACTS, inBatches } from "./any-ticks.ts";
import { temporaryFile } from "./reading.ts";

const NUM_RUNS = 60;

function written(all: TickBatch, size = 1000): string {
  const path = temporaryFile("");
  const writer = tickFileWriter(path, FACTS, { inferred: ["lotSize"] });
  for (const batch of inBatches(all, size)) writer.write(batch);
  writer.close();
  return path;
}

async function read(path: string, options: OpenOptions = {}) {
  const source = await openSource(path, options);
  const ticks = await collected(source);
  return { source, ticks };
}

/** Batches as a source. */
function sourceOf(batches: Iterable<TickBatch>, onBatch: () => void = () => {}): TickSource {
  return {
    format: "drawn",
    facts: FACTS,
    inferred: [],
    notes: [],
    firstBadLine: null,
    isCausal: true,
    stats: { bytesRead: 0, totalBytes: 0, lines: 0, ticks: 0 },
    async *[Symbol.asyncIterator]() {
      for (const batch of batches) {
        onBatch();
        yield batch;
      }
    },
  };
}

/** A market that moves one tick a message. */
function market(messages: number): TickBatch {
  const batch = new TickBatch(messages * 3);
  for (let index = 0; index < messages; index++) {
    const timeUs = 1e15 + index * 100;
    batch.append(timeUs, timeUs + 50, index, abi.KIND_HEADER);
    batch.append(timeUs, 100 + (index % 9) / 2, index % 7, abi.KIND_LEVEL_SET | abi.SIDE_BID);
    batch.append(timeUs, 110, 1 + (index % 5), abi.KIND_TRADE | abi.SIDE_SELL | abi.TICK_LAST);
  }
  return batch;
}

test("records lie in the file as in memory, behind a head in whole units", () => {
  const all = market(2);
  const bytes = readFileSync(written(all));
  expect(bytes.subarray(0, 8).toString("latin1")).toBe("\x89VIT\r\n\x1a\n");
  expect(bytes.readUInt32LE(8)).toBe(1);
  const facts = bytes.subarray(32, 32 + bytes.readUInt32LE(16)).toString();
  expect(JSON.parse(facts)).toEqual({ ...FACTS, inferred: ["lotSize"] });
  const block = 32 + facts.length;
  expect(block % 32).toBe(0);
  expect(bytes.subarray(block, block + 4).toString()).toBe("BLCK");
  expect(bytes.readUInt32LE(block + 4)).toBe(6);
  const times = [bytes.readDoubleLE(block + 8), bytes.readDoubleLE(block + 16)];
  expect(times).toEqual([1e15, 1e15 + 100]);
  expect(bytes.subarray(block + 32, block + 32 + 6 * 32).equals(all.bytes)).toBe(true);
  expect(bytes.length).toBe(block + 32 + 6 * 32 + 32 + 32);
});

test("any ticks come back to the bit, however they were batched", async () => {
  await fc.assert(
    fc.asyncProperty(anyTicks, fc.integer({ min: 1, max: 5000 }), async (all, size) => {
      const { source, ticks } = await read(written(all, size));
      expect(Buffer.from(ticks.bytes).equals(all.bytes)).toBe(true);
      expect(source.format).toBe("ticks-binary");
      expect(source.facts).toEqual(FACTS);
      expect(source.inferred).toEqual(["lotSize"]);
      expect(source.notes).toEqual([]);
      expect(source.stats.ticks).toBe(all.length);
      expect(source.stats.bytesRead).toBe(source.stats.totalBytes);
    }),
    { numRuns: NUM_RUNS },
  );
});

test("blocks end with messages; a message larger than a block is spread over several", async () => {
  const all = market(5000);
  all.append(2e15, NaN, 1, abi.KIND_HEADER);
  for (let i = 0; i < 20_000; i++) all.append(2e15, i, i, abi.KIND_LEVEL_SET | abi.SIDE_ASK);
  all.endMessage();
  const ends: boolean[] = [];
  const sizes: number[] = [];
  for await (const batch of await openSource(written(all))) {
    sizes.push(batch.length);
    ends.push((batch.flagsAt(batch.length - 1) & abi.TICK_LAST) !== 0);
  }
  expect(Math.max(...sizes)).toBeLessThanOrEqual(8192);
  expect(sizes.slice(0, 3).every((size) => size >= 4096)).toBe(true);
  expect(ends.filter((isEnd) => !isEnd).length).toBeLessThan(3);
  expect(ends.at(-1)).toBe(true);
});

test("facts stated by the user win, a clock can no longer be chosen", async () => {
  const path = written(market(3));
  const { source } = await read(path, { tickSize: 0.25, lotSize: 1, clock: "local" });
  expect(source.facts).toEqual({ ...FACTS, tickSize: 0.25, lotSize: 1 });
  expect(source.inferred).toEqual([]);
  expect(source.notes).toEqual([
    "the clock cannot be chosen any more: the times are those in the file",
  ]);
  const unknown = { ...FACTS, lotSize: NaN };
  const other = temporaryFile("");
  const writer = tickFileWriter(other, unknown, { isCausal: false });
  writer.write(market(1));
  writer.close();
  const merged = await openSource(other);
  expect(merged.facts).toEqual(unknown);
  expect(merged.isCausal).toBe(false);
  expect(merged.notes).toEqual(["merged by exchange time: results are not causal"]);
});

test("records land in linear memory as they land elsewhere", async () => {
  const all = market(9000);
  const batch = new Runtime().createBatch(16);
  const { ticks } = await read(written(all), { batch });
  expect(Buffer.from(ticks.bytes).equals(all.bytes)).toBe(true);
  batch.dispose();
});

test("files in a row are one stream, of one instrument", async () => {
  const [first, second] = [market(3000), market(10)];
  const source = await openSources([written(first), written(second)]);
  const ticks = await collected(source);
  expect(ticks.length).toBe(first.length + second.length);
  expect(source.stats.bytesRead).toBe(source.stats.totalBytes);
  const other = temporaryFile("");
  tickFileWriter(other, { ...FACTS, symbol: "C" }).close();
  const mixed = await openSources([written(first), other]);
  await expect(collected(mixed)).rejects.toThrow(/has symbol C, the file before it A-B/);
});

test("a file appears under its name when its writer closes, and not if it gives up", () => {
  const path = `${temporaryFile("")}.vit`;
  const names = () => readdirSync(dirname(path)).filter((name) => path.includes(name.slice(0, 5)));
  const before = names().length;
  const writer = tickFileWriter(path, FACTS);
  writer.write(market(5000));
  expect(names().filter((name) => name.endsWith(".partial"))).toHaveLength(1);
  expect(names().filter((name) => name.endsWith(".vit"))).toEqual([]);
  writer.abandon();
  expect(names()).toHaveLength(before);
});

const all = market(4000);
const sound = readFileSync(written(all));
const damaged = temporaryFile("");

describe("damage", () => {
  test("cut off anywhere behind the head: whole blocks are read, and a note says so", async () => {
    const head = 32 + sound.readUInt32LE(16);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: head, max: sound.length - 1 }), async (end) => {
        writeFileSync(damaged, sound);
        truncateSync(damaged, end);
        const { source, ticks } = await read(damaged);
        expect(Buffer.from(ticks.bytes).equals(all.bytes.subarray(0, ticks.bytes.length))).toBe(
          true,
        );
        expect(source.notes).toEqual([
          `"${damaged}" has no end: its writer was interrupted, it was read up to there`,
        ]);
        expect(head + source.stats.lines * 32 + source.stats.cutBytes).toBeLessThanOrEqual(end);
        expect(source.stats.ticks).toBe(ticks.length);
      }),
      { numRuns: NUM_RUNS },
    );
  });

  test("cut off within the head: refused", async () => {
    for (const end of [9, 31, 32, 64]) {
      writeFileSync(damaged, sound.subarray(0, end));
      await expect(openSource(damaged)).rejects.toThrow(FormatError);
    }
  });

  test("a byte changed anywhere is noticed, or changes no tick", async () => {
    const place = fc.oneof(fc.nat(300), fc.nat(sound.length - 1), fc.nat(200));
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(sound);
        bytes[at] ^= change;
        bytes[sound.length - 1 - at] ^= change;
        writeFileSync(damaged, bytes);
        try {
          const { ticks } = await read(damaged, { format: "ticks-binary" });
          expect(Buffer.from(ticks.bytes).equals(all.bytes)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a damaged block is named; what stands before it is handed over", async () => {
    const bytes = Buffer.from(sound);
    bytes[32 + 128 + 2 * 32 + 6000 * 32] ^= 0x80;
    writeFileSync(damaged, bytes);
    let ticks = 0;
    const reading = (async () => {
      for await (const batch of await openSource(damaged)) ticks += batch.length;
    })();
    await expect(reading).rejects.toThrow(/is damaged: block 2 of 3, at byte \d+, does not match/);
    expect(ticks).toBeGreaterThanOrEqual(4096);
  });
});

/** The messages with from <= time < to, the plain way. */
function part(all: TickBatch, from: number, to: number): TickBatch {
  const kept = new TickBatch(1);
  let first = 0;
  for (let index = 0; index < all.length; index++) {
    if ((all.flagsAt(index) & abi.TICK_LAST) === 0) continue;
    const timeUs = all.timeAt(first);
    if (timeUs >= from && timeUs < to) kept.appendRange(all, first, index + 1);
    first = index + 1;
  }
  return kept;
}

describe("a part by time", () => {
  const limit = fc.option(fc.integer({ min: -10, max: 2100 }), { nil: undefined });
  const size = fc.integer({ min: 1, max: 5000 });

  test("is whole messages, by the index of the file as by looking at all of them", async () => {
    await fc.assert(
      fc.asyncProperty(anyTicks, limit, limit, size, async (all, from, to, batchSize) => {
        fc.pre(from === undefined || to === undefined || from < to);
        const limits = Object.entries({ from, to }).filter(([, value]) => value !== undefined);
        const asked: OpenOptions = Object.fromEntries(limits);
        const isAll = limits.length === 0;
        const expected = isAll ? all : part(all, from ?? -Infinity, to ?? Infinity);
        const sought = await read(written(all), asked);
        expect(Buffer.from(sought.ticks.bytes).equals(expected.bytes)).toBe(true);
        expect(sought.source.stats).toMatchObject({
          ticks: expected.length,
          cutTicks: all.length - expected.length,
        });
        if (isAll) return;
        const looked = new TimeCutSource(sourceOf(inBatches(all, batchSize)), asked);
        expect(Buffer.from((await collected(looked)).bytes).equals(expected.bytes)).toBe(true);
        expect(looked.stats.cutTicks).toBe(all.length - expected.length);
      }),
      { numRuns: 2 * NUM_RUNS },
    );
  });

  test("leaves out the rest of a message that began in a block left out", async () => {
    const long = new TickBatch(1);
    for (let i = 0; i < 10_000; i++) long.append(100 + 500 * (i % 3), 1, 1, abi.KIND_TRADE);
    long.endMessage();
    long.append(700, 2, 2, abi.KIND_TRADE | abi.TICK_LAST);
    const { ticks, source } = await read(written(long), { from: 150 });
    expect([ticks.length, ticks.priceAt(0)]).toEqual([1, 2]);
    expect(source.stats.cutTicks).toBe(10_000);
    const taken = await read(written(long), { to: 150 });
    expect(taken.ticks.length).toBe(10_000);
  });

  test("is not looked for for ever behind its end", async () => {
    const late = market(100_000);
    let batches = 0;
    const source = sourceOf(inBatches(late, 3000), () => batches++);
    const cut = new TimeCutSource(source, { to: 1e15 - 600e6 + 1500 * 100 });
    expect(await collected(cut)).toHaveLength(0);
    expect(batches).toBe(3);
  });

  test("takes messages with from <= time < to, and says what may be missing", async () => {
    const path = written(market(100_000));
    const from = 1e15 + 50_000 * 100;
    const { source, ticks } = await read(path, { from, to: from + 300 });
    expect([ticks.length, ticks.timeAt(0), ticks.timeAt(8)]).toEqual([9, from, from + 200]);
    expect(source.stats.cutTicks).toBe(300_000 - 9);
    expect(source.stats.lines).toBeLessThan(2 * 8192);
    const note =
      "read from the middle: the book is unknown until the first snapshot behind the start";
    expect(source.notes).toEqual([note]);
    expect((await read(path, { to: 1e15 + 1 })).source.notes).toEqual([]);
    await expect(openSource(path, { from: 5, to: 5 })).rejects.toThrow(RangeError);
    await expect(openSource(path, { from: NaN })).rejects.toThrow(RangeError);
  });
});
