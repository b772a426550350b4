/** Plain ticks for tests: one object a record, builders for each kind, and the way into a batch. */
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";

export interface Tick {
  time: number;
  price: number;
  size: number;
  flags: number;
  instrument: number;
}

export type BookSide = "bid" | "ask";

const SIDE = {
  bid: abi.SIDE_BID,
  ask: abi.SIDE_ASK,
  buy: abi.SIDE_BUY,
  sell: abi.SIDE_SELL,
  unknown: 0,
};

function tick(flags: number, time: number, price = 0, size = 0): Tick {
  return { time, price, size, flags, instrument: 0 };
}

export function levelSet(time: number, side: BookSide, price: number, size: number): Tick {
  return tick(abi.KIND_LEVEL_SET | SIDE[side], time, price, size);
}

export function levelChange(time: number, side: BookSide, price: number, change: number): Tick {
  return tick(abi.KIND_LEVEL_CHANGE | SIDE[side], time, price, change);
}

export function trade(
  time: number,
  side: "buy" | "sell" | "unknown",
  price: number,
  size: number,
): Tick {
  return tick(abi.KIND_TRADE | SIDE[side], time, price, size);
}

export function quote(time: number, side: BookSide, price: number, size: number): Tick {
  return tick(abi.KIND_QUOTE | SIDE[side], time, price, size);
}

export function clear(time: number): Tick {
  return tick(abi.KIND_CLEAR, time);
}

export function gap(time: number): Tick {
  return tick(abi.KIND_GAP, time);
}

export function header(time: number, localTime: number, sequence: number): Tick {
  return tick(abi.KIND_HEADER, time, localTime, sequence);
}

export function state(time: number, topic: number, value: number): Tick {
  return tick(abi.KIND_STATE | (topic << abi.TOPIC_SHIFT), time, value);
}

/** Marks the last tick as the end of the message and returns the ticks. */
export function message(...ticks: Tick[]): Tick[] {
  if (ticks.length > 0) ticks[ticks.length - 1].flags |= abi.TICK_LAST;
  return ticks;
}

/** One message that clears the book and builds it anew from `[price, size]` levels. */
export function snapshot(
  time: number,
  bids: readonly (readonly [number, number])[],
  asks: readonly (readonly [number, number])[],
): Tick[] {
  return message(
    clear(time),
    ...bids.map(([price, size]) => levelSet(time, "bid", price, size)),
    ...asks.map(([price, size]) => levelSet(time, "ask", price, size)),
  );
}

/** Ticks `from` to `to` (exclusive) as a batch of their own. */
export function toBatch(ticks: readonly Tick[], from = 0, to = ticks.length): TickBatch {
  const batch = new TickBatch(Math.max(1, to - from));
  for (let i = from; i < to; i++) {
    const { time, price, size, flags, instrument } = ticks[i];
    batch.append(time, price, size, flags, instrument);
  }
  return batch;
}
