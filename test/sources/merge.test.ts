/** Several files of one instrument become one stream, in the order in which it was received. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import { MergedSource } from "../../bindings/sources/merge.ts";
import { openSources } from "../../bindings/sources/open.ts";
import type { InstrumentFacts, TickSource } from "../../bindings/sources/source.ts";
import { tickFileWriter } from "../../bindings/sources/ticks/binary-writer.ts";
import { ticksCsvWriter } from "../../bindings/sources/ticks/csv-writer.ts";
import { collected, FACTS, inBatches } from "./any-ticks.ts";
import { oneRecording } from "./proofs/one-recording.ts";
import { allTicks, messages, type PlainTick, temporaryFile } from "./reading.ts";

interface Message {
  readonly timeUs: number;
  /** Receive time; absent if the feed does not tell it. */
  readonly localUs?: number;
  readonly ticks: number;
}

const LEVEL = abi.KIND_LEVEL_SET | abi.SIDE_BID;

/** Messages as a stream; the size of every tick says where it comes from. */
function stream(id: number, all: readonly Message[], flags = abi.KIND_TRADE): TickBatch {
  const batch = new TickBatch(1);
  for (const [index, { timeUs, localUs, ticks }] of all.entries()) {
    if (localUs !== undefined) batch.append(timeUs, localUs, index, abi.KIND_HEADER);
    for (let i = 0; i < ticks; i++) batch.append(timeUs, index, id, flags);
    batch.endMessage();
  }
  return batch;
}

interface Told extends Partial<Omit<TickSource, "facts">> {
  readonly facts?: Partial<InstrumentFacts>;
}

function sourceOf(batch: TickBatch, size: number, told: Told = {}) {
  const state = { isClosed: false };
  const source: TickSource = {
    format: "drawn",
    inferred: [],
    notes: [],
    firstBadLine: null,
    isCausal: true,
    stats: { bytesRead: 1, totalBytes: 2, lines: 3, ticks: 4, badLines: 5 },
    async *[Symbol.asyncIterator]() {
      try {
        yield* inBatches(batch, size);
      } finally {
        state.isClosed = true;
      }
    },
    ...told,
    facts: { ...FACTS, ...told.facts },
  };
  return { source, state };
}

const waits = fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 5 })), { maxLength: 80 });
const size = fc.integer({ min: 1, max: 40 });

function received(drawn: readonly (readonly [number, number])[]): Message[] {
  let localUs = 100;
  return drawn.map(([wait, ticks]) => {
    localUs += wait;
    return { timeUs: localUs - 50, localUs, ticks };
  });
}

test("messages stand in the order of their receipt, ties in that of the files", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(waits, size), { minLength: 2, maxLength: 4 }),
      async (drawn) => {
        const parts = drawn.map(([one]) => received(one));
        const sources = parts.map((part, id) => sourceOf(stream(id, part), drawn[id][1]));
        const merged = await MergedSource.open(sources.map(({ source }) => source));
        const found = messages(await allTicks(merged)).map((ticks) => [
          ticks[0].price,
          ticks[1].size,
          ticks[1].price,
          ticks.length - 1,
        ]);
        const expected = parts
          .flatMap((part, id) => part.map((m, index) => [m.localUs ?? 0, id, index, m.ticks]))
          .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
        expect(found).toEqual(expected);
        expect(merged.isCausal).toBe(true);
        expect(merged.notes).toEqual([]);
        expect(merged.stats.reversals).toBe(0);
        expect(sources.every(({ state }) => state.isClosed)).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test("without receive times somewhere, exchange time orders all, and that is said", async () => {
  const heard = stream(0, [
    { timeUs: 10, localUs: 90, ticks: 1 },
    { timeUs: 30, localUs: 95, ticks: 1 },
  ]);
  const silent = stream(1, [{ timeUs: 20, ticks: 2 }]);
  const merged = await MergedSource.open([
    sourceOf(heard, 10).source,
    sourceOf(silent, 10, { format: "silent" }).source,
  ]);
  expect(merged.isCausal).toBe(false);
  expect(merged.notes).toEqual([
    "merged by exchange time: results are not causal, what was received late stands where it " +
      "happened (without receive times: silent)",
  ]);
  const times = messages(await allTicks(merged)).map(([first]: PlainTick[]) => first.timeUs);
  expect(times).toEqual([10, 20, 30]);
});

test("a message stays in one piece, over two batches and with several times", async () => {
  const long = stream(0, [{ timeUs: 10, ticks: 1 }]);
  long.append(10, 0, 0, abi.KIND_TRADE);
  for (const timeUs of [30, 40]) long.append(timeUs, 1, 0, abi.KIND_TRADE);
  long.endMessage();
  const other = stream(1, [{ timeUs: 20, ticks: 1 }]);
  const merged = await MergedSource.open([sourceOf(long, 2).source, sourceOf(other, 1).source]);
  const times = messages(await allTicks(merged)).map((ticks) => ticks.map(({ timeUs }) => timeUs));
  expect(times).toEqual([[10], [10, 30, 40], [20]]);
});

test("times that go back within a source are counted, its order is kept", async () => {
  const back = stream(0, [
    { timeUs: 1, localUs: 10, ticks: 1 },
    { timeUs: 1, localUs: 30, ticks: 1 },
    { timeUs: 1, localUs: 20, ticks: 1 },
    { timeUs: 1, localUs: NaN, ticks: 1 },
  ]);
  const other = stream(1, [{ timeUs: 1, localUs: 25, ticks: 1 }]);
  const merged = await MergedSource.open([sourceOf(back, 3).source, sourceOf(other, 1).source]);
  const found = messages(await allTicks(merged)).map(([head]) => head.price);
  expect(found).toEqual([10, 25, 30, 20, NaN]);
  expect(merged.stats.reversals).toBe(1);
});

test("facts come from the source with the book, others fill gaps; counts are summed", async () => {
  const trades = sourceOf(stream(0, [{ timeUs: 1, ticks: 1 }]), 1, {
    format: "trades",
    facts: { tickSize: 0.25, symbol: "a/b" },
    inferred: ["tickSize"],
  });
  const depth = sourceOf(stream(1, [{ timeUs: 1, ticks: 1 }], LEVEL), 1, {
    format: "depth",
    facts: { tickSize: 0.5, symbol: "", lotSize: NaN },
    inferred: ["tickSize"],
    notes: ["a note"],
    stats: { bytesRead: 1, totalBytes: 2, lines: 3, ticks: 4, gaps: 6 },
    firstBadLine: { path: "depth", line: 4, reason: "odd" },
  });
  const merged = await MergedSource.open([trades.source, depth.source]);
  expect(merged.facts).toEqual({ ...FACTS, symbol: "a/b" });
  expect(merged.inferred).toEqual(["tickSize"]);
  expect(merged.format).toBe("trades + depth");
  await collected(merged);
  expect(merged.stats).toMatchObject({
    bytesRead: 2,
    totalBytes: 4,
    lines: 6,
    badLines: 5,
    gaps: 6,
  });
  expect(merged.stats.ticks).toBe(2);
  expect(merged.notes).toContain("a note");
  expect(merged.firstBadLine).toMatchObject({ line: 4 });
});

test.each([
  [{ symbol: "C" }, /these are of A-B \(drawn\) and C \(drawn\)/],
  [{ contract: "linear" as const }, /these differ in contract: inverse \(drawn\) and linear/],
  [{ multiplier: 10 }, /these differ in multiplier: 100 \(drawn\) and 10/],
])("sources of different instruments are refused, and closed: %j", async (facts, message) => {
  const one = sourceOf(stream(0, [{ timeUs: 1, ticks: 1 }]), 1);
  const other = sourceOf(stream(1, [{ timeUs: 1, ticks: 1 }]), 1, { facts });
  await expect(MergedSource.open([one.source, other.source])).rejects.toThrow(message);
  expect([one.state.isClosed, other.state.isClosed]).toEqual([true, true]);
});

test("a message without an end is ended where its file ends", async () => {
  const cut = stream(0, [{ timeUs: 1, localUs: 1, ticks: 1 }]);
  cut.append(2, 2, 2, abi.KIND_HEADER);
  const other = stream(1, [{ timeUs: 3, localUs: 3, ticks: 1 }]);
  const merged = await MergedSource.open([sourceOf(cut, 2).source, sourceOf(other, 1).source]);
  expect(messages(await allTicks(merged))).toHaveLength(3);
  expect(merged.stats.unfinishedMessages).toBe(1);
});

test("leaving early closes every source", async () => {
  const many = Array.from({ length: 9000 }, (_, i) => ({ timeUs: i, localUs: i, ticks: 1 }));
  const sources = [0, 1].map((id) => sourceOf(stream(id, many), 100));
  for await (const batch of await MergedSource.open(sources.map(({ source }) => source))) {
    expect(batch.length).toBeGreaterThanOrEqual(4096);
    break;
  }
  expect(sources.map(({ state }) => state.isClosed)).toEqual([true, true]);
});

test("files of several formats are merged, and only the part between two times", async () => {
  const path = temporaryFile("");
  const writer = tickFileWriter(path, FACTS);
  writer.write(
    stream(
      0,
      [10, 20, 30].map((at) => ({ timeUs: at, localUs: at, ticks: 1 })),
      LEVEL,
    ),
  );
  writer.close();
  const trades = stream(
    1,
    [15, 25, 35].map((at) => ({ timeUs: at, localUs: at, ticks: 1 })),
  );
  const csv = temporaryFile(ticksCsvWriter(FACTS).encode(trades));
  const batch = new TickBatch(1);
  const merged = await openSources([path, csv], { from: 15, to: 30, batch });
  const times: number[] = [];
  for await (const part of merged) {
    expect(part).toBe(batch);
    for (let i = 0; i < part.length; i += 2) times.push(part.timeAt(i));
  }
  expect(times).toEqual([15, 20, 25]);
  expect(merged.stats.cutTicks).toBe(6);
});

test("one recording in three formats is the recording, to the bit", async () => {
  const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-merge-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { expected, found } = await oneRecording(folder);
  expect(found).toEqual(expected);
});
