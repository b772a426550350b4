/**
 * Ticks as the messages that tardis-dev hands to its users.
 */
import * as abi from "../../assembly/abi.ts";
import type { TickBatch } from "../../bindings/core/tick-batch.ts";
import type { BookChange, BookLevel } from "../peers.ts";

export interface TradeMessage {
  readonly price: number;
  readonly amount: number;
  readonly side: "buy" | "sell" | "unknown";
}

/** A complete message: at most one book change, any number of trades. */
export interface Message {
  /** Microseconds since the epoch, never going back. */
  readonly time: number;
  /** Ticks it stands for, headers not counted. */
  readonly ticks: number;
  readonly change: BookChange | null;
  readonly trades: readonly TradeMessage[];
}

function levelAt(ticks: TickBatch, index: number): BookLevel {
  return { price: ticks.priceAt(index), amount: ticks.sizeAt(index) };
}

/** One book change for each level. */
export function levelMessages(levels: TickBatch): BookChange[] {
  const messages: BookChange[] = [];
  for (let i = 0; i < levels.length; i++) {
    const level = [levelAt(levels, i)];
    const isBid = (levels.flagsAt(i) & abi.SIDE_MASK) === abi.SIDE_BID;
    messages.push({ isSnapshot: false, bids: isBid ? level : [], asks: isBid ? [] : level });
  }
  return messages;
}

function tradeAt(ticks: TickBatch, index: number): TradeMessage {
  const side = ticks.flagsAt(index) & abi.SIDE_MASK;
  return {
    price: ticks.priceAt(index),
    amount: ticks.sizeAt(index),
    side: side === abi.SIDE_BUY ? "buy" : side === abi.SIDE_SELL ? "sell" : "unknown",
  };
}

function messageOf(ticks: TickBatch, from: number, to: number, time: number): Message {
  const bids: BookLevel[] = [];
  const asks: BookLevel[] = [];
  const trades: TradeMessage[] = [];
  let isSnapshot = false;
  let counted = 0;
  for (let i = from; i < to; i++) {
    const kind = ticks.flagsAt(i) & abi.KIND_MASK;
    const isBid = (ticks.flagsAt(i) & abi.SIDE_MASK) === abi.SIDE_BID;
    if (kind !== abi.KIND_HEADER) counted++;
    if (kind === abi.KIND_CLEAR) isSnapshot = true;
    if (kind === abi.KIND_LEVEL_SET) (isBid ? bids : asks).push(levelAt(ticks, i));
    if (kind === abi.KIND_TRADE) trades.push(tradeAt(ticks, i));
  }
  const hasBook = isSnapshot || bids.length + asks.length > 0;
  return { time, ticks: counted, change: hasBook ? { isSnapshot, bids, asks } : null, trades };
}

/** All complete messages of `ticks`. */
export function messagesOf(ticks: TickBatch): Message[] {
  const messages: Message[] = [];
  let from = 0;
  let time = 0;
  for (let i = 0; i < ticks.length; i++) {
    if ((ticks.flagsAt(i) & abi.TICK_LAST) === 0) continue;
    time = Math.max(time, ticks.timeAt(from));
    messages.push(messageOf(ticks, from, i + 1, time));
    from = i + 1;
  }
  return messages;
}
