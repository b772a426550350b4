/** Streams of ticks as one draws them: any kinds, any numbers, times that go back. */
import fc from "fast-check";
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import type { InstrumentFacts } from "../../bindings/sources/source.ts";

export const FACTS: InstrumentFacts = {
  symbol: "A-B",
  tickSize: 0.5,
  lotSize: 0.001,
  contract: "inverse",
  multiplier: 100,
  session: { open: "09:30", close: "16:00", utcOffsetMinutes: -240 },
};

const price = fc.oneof(
  fc.integer({ min: 1, max: 1000 }).map((ticks) => ticks / 2),
  fc.double(),
  fc.constantFrom(0, -0, NaN, Number.POSITIVE_INFINITY, 5e-324),
);
const flags = fc.constantFrom(
  abi.KIND_LEVEL_SET | abi.SIDE_BID,
  abi.KIND_LEVEL_CHANGE | abi.SIDE_ASK,
  abi.KIND_TRADE | abi.SIDE_BUY,
  abi.KIND_CLEAR,
  abi.KIND_QUOTE | abi.SIDE_ASK,
  abi.KIND_STATE | (abi.TOPIC_MARK_PRICE << abi.TOPIC_SHIFT),
  abi.KIND_GAP,
);
const tick = fc.record({ price, size: price, flags, instrument: fc.nat(3) });

/** A message: its time, and the records behind its header. */
const message = fc.record({
  timeUs: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 2000 }) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, Number.POSITIVE_INFINITY) },
  ),
  ticks: fc.array(tick, { minLength: 1, maxLength: 6 }),
  /** How often its records are repeated: some messages are larger than a block. */
  times: fc.oneof(
    { weight: 30, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: 100, max: 9000 }) },
  ),
});

type Message = typeof message extends fc.Arbitrary<infer M> ? M : never;

function append(batch: TickBatch, { timeUs, ticks, times }: Message): void {
  batch.append(timeUs, timeUs + 7, batch.length, abi.KIND_HEADER, 1);
  for (let round = 0; round < times; round++) {
    // Only the first record says when a message is; the others may say what they like.
    for (const one of ticks) {
      batch.append(timeUs + 500 * (round % 3), one.price, one.size, one.flags, one.instrument);
    }
  }
  batch.endMessage();
}

/** A stream as one batch. */
export const anyTicks: fc.Arbitrary<TickBatch> = fc
  .array(message, { minLength: 1, maxLength: 60 })
  .map((messages) => {
    const batch = new TickBatch(1);
    for (const one of messages) append(batch, one);
    return batch;
  });

/** The same ticks in batches of `size`, one batch object for all as sources have it. */
export function* inBatches(all: TickBatch, size: number): Generator<TickBatch> {
  const batch = new TickBatch(size);
  for (let from = 0; from < all.length; from += size) {
    batch.clear();
    batch.appendRange(all, from, Math.min(from + size, all.length));
    yield batch;
  }
}

/** All ticks of a source, to the bit. */
export async function collected(source: AsyncIterable<TickBatch>): Promise<TickBatch> {
  const all = new TickBatch(1);
  for await (const batch of source) all.appendBatch(batch);
  return all;
}
