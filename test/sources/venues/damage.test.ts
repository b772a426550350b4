/** No damage to a venue's message does more than a counted line: nothing thrown, nothing halved. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as abi from "../../../assembly/abi.ts";
import { TickBatch } from "../../../bindings/core/tick-batch.ts";
import { cryptofeedRecording } from "../../../bindings/sources/cryptofeed/recording.ts";
import { VenueFeed } from "../../../bindings/sources/venues/feed.ts";
import { VenueRun } from "../../../bindings/sources/venues/run.ts";
import { plainTicks } from "../reading.ts";
import { binance, bybit, bybitOld } from "./messages/binance-bybit.ts";
import { bitmex, deribit } from "./messages/bitmex-deribit.ts";
import { coinbaseAdvanced, coinbaseExchange } from "./messages/coinbase.ts";
import { hyperliquid } from "./messages/hyperliquid.ts";
import { kraken, krakenFutures } from "./messages/kraken.ts";
import { bitget, okx } from "./messages/okx-bitget.ts";

const MESSAGES: Record<string, readonly unknown[]> = {
  kraken,
  krakenFutures,
  okx,
  bitget,
  bitmex,
  deribit,
  coinbaseExchange,
  coinbaseAdvanced,
  binance: binance.filter((message) => !("lastUpdateId" in (message as object))),
  bybit,
  bybitOld,
  hyperliquid,
};

/** JSON knows numbers that are too large for a double; they read as infinite. */
const HUGE = 1.5e300;
const anything = fc.oneof(
  fc.constantFrom(null, "", "-1", -1, "NaN", HUGE, "x", [], {}, [[]], [null], true, "1e400"),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Paths to all values inside a message. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  const inner = Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]));
  return path.length === 0 ? inner : [[...path], ...inner];
}

/** A copy with the value at a path replaced, or removed where `put` is undefined. */
function replaced(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as never;
  (copy as Record<string, unknown>)[key] = replaced(copy[key], rest, put);
  return copy;
}

function lineOf(message: unknown, second: number): string {
  return `${second}.5: ${JSON.stringify(message).replaceAll(String(HUGE), "1e999")}`;
}

function run(messages: readonly unknown[]) {
  const stats = { bytesRead: 0, totalBytes: 0, lines: 0, ticks: 0 };
  const venueRun = new VenueRun(cryptofeedRecording, new VenueFeed({ quotes: true }, stats), null);
  const batch = new TickBatch();
  messages.forEach((message, index) => {
    const before = batch.length;
    const reason = venueRun.take(lineOf(message, 1_700_000_000 + index), batch);
    if (reason !== "") expect(batch.length).toBe(before);
    const last = batch.length > 0 ? batch.flagsAt(batch.length - 1) : abi.TICK_LAST;
    expect(last & abi.TICK_LAST).not.toBe(0);
  });
  return { ticks: plainTicks(batch), stats };
}

describe.each(Object.entries(MESSAGES))("%s", (_, messages) => {
  test("damaged messages are refused whole, and what is written is finite", () => {
    const place = fc
      .nat(messages.length - 1)
      .chain((index) =>
        fc.tuple(
          fc.constant(index),
          fc.constantFrom(...pathsOf(messages[index])),
          fc.option(anything, { nil: undefined }),
        ),
      );
    fc.assert(
      fc.property(place, ([index, path, put]) => {
        const damaged = messages.map((message, at) =>
          at === index ? replaced(message, path, put) : message,
        );
        for (const tick of run(damaged).ticks) {
          const kind = tick.flags & abi.KIND_MASK;
          expect(tick.timeUs).toSatisfy(Number.isFinite);
          if (kind === abi.KIND_HEADER) continue;
          expect(tick.price).toSatisfy(Number.isFinite);
          expect(tick.size).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a refused message changes nothing for those that follow", () => {
    const whole = run(messages);
    fc.assert(
      fc.property(fc.nat(messages.length - 1), anything, (index, put) => {
        for (const path of pathsOf(messages[index])) {
          const damaged = replaced(messages[index], path, put);
          if (refuses(messages.slice(0, index), damaged)) {
            const withDamage = messages.toSpliced(index, 0, damaged);
            expect(withoutLocalTimes(run(withDamage).ticks)).toEqual(
              withoutLocalTimes(whole.ticks),
            );
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});

function refuses(before: readonly unknown[], damaged: unknown): boolean {
  const stats = { bytesRead: 0, totalBytes: 0, lines: 0, ticks: 0 };
  const venueRun = new VenueRun(cryptofeedRecording, new VenueFeed({ quotes: true }, stats), null);
  const batch = new TickBatch();
  for (const message of before) venueRun.take(lineOf(message, 1), batch);
  return venueRun.take(lineOf(damaged, 1), batch) !== "";
}

/** Times of the lines move when one is put between them. */
function withoutLocalTimes(ticks: ReturnType<typeof plainTicks>): unknown[] {
  return ticks.map(({ timeUs, price, size, flags }) => {
    const isHeader = (flags & abi.KIND_MASK) === abi.KIND_HEADER;
    return [timeUs % 1e6 === 5e5 ? 0 : timeUs, isHeader ? 0 : price, size, flags];
  });
}
