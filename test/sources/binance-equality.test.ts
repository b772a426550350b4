/** The byte scanner says what `JSON.parse` says, on any depth event, trade and snapshot. */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import { BinanceRawDecoder } from "../../bindings/sources/binance/raw.ts";
import * as b from "./binance-lines.ts";
import { plainTicks } from "./reading.ts";

const decimal = fc
  .tuple(fc.nat(10 ** 7), fc.nat(10 ** 8 - 1), fc.nat(8))
  .map(([whole, part, places]) =>
    places === 0 ? String(whole) : `${whole}.${String(part).padStart(8, "0").slice(0, places)}`,
  );
const levels = fc.array(fc.tuple(decimal, decimal), { maxLength: 30 });

function ticksOf(text: string) {
  const stats = { bytesRead: 0, totalBytes: 0, lines: 0, ticks: 0, badLines: 0 };
  const decoder = new BinanceRawDecoder({ tickSize: 0.1, lotSize: 1 }, stats);
  const bytes = new TextEncoder().encode(text);
  const batch = new TickBatch(1);
  decoder.decode(bytes, 0, bytes.length, batch);
  expect(stats.badLines).toBe(0);
  return plainTicks(batch);
}

/** The levels of a message the plain way. */
function parsed(line: string): [number, number, number][] {
  const message = JSON.parse(line.slice(line.indexOf(" ")));
  const { b: bids, a: asks } = message.data ?? { b: message.bids, a: message.asks };
  const side = (flag: number, from: [string, string][]): [number, number, number][] =>
    from.map(([price, size]) => [flag, Number(price), Number(size)]);
  return [...side(abi.SIDE_BID, bids), ...side(abi.SIDE_ASK, asks)];
}

test("levels of depth events and snapshots", () => {
  fc.assert(
    fc.property(levels, levels, levels, levels, (bids, asks, eventBids, eventAsks) => {
      const first = b.snapshot(1, 100, bids, asks);
      const second = b.futuresDepth(2, 99, 101, eventBids, eventAsks);
      const found = ticksOf(first + second)
        .filter(({ flags }) => (flags & abi.KIND_MASK) === abi.KIND_LEVEL_SET)
        .map(({ flags, price, size }) => [flags & abi.SIDE_MASK, price, size]);
      expect(found).toEqual([...parsed(first), ...parsed(second)]);
    }),
    { numRuns: 300 },
  );
});

test("trades", () => {
  fc.assert(
    fc.property(decimal, decimal, fc.boolean(), fc.nat(), (price, size, maker, id) => {
      const [header, tick] = ticksOf(b.trade(3, id, price, size, maker));
      expect(header.size).toBe(id);
      expect([tick.price, tick.size]).toEqual([Number(price), Number(size)]);
      expect(tick.flags & abi.SIDE_MASK).toBe(maker ? abi.SIDE_SELL : abi.SIDE_BUY);
    }),
    { numRuns: 300 },
  );
});
