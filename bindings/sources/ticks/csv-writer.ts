/**
 * Ticks as CSV, in the vocabulary of `ticks-csv-columns.ts`: every number is printed with the
 * digits that bring the same double back.
 */
import * as abi from "../../../assembly/abi.ts";
import type { TickBatch } from "../../core/tick-batch.ts";
import type { InstrumentFacts } from "../source.ts";
import {
  COLUMN_NAMES,
  hasBookSide,
  hasPrice,
  hasSize,
  KIND_WORDS,
  TOPIC_WORDS,
} from "./csv-columns.ts";

const encoder = new TextEncoder();

/** Writes ticks as CSV of this project's own columns. */
export interface TicksCsvWriter {
  /**
   * @returns the bytes of these ticks, in the first call behind the header row; an empty batch
   *          gives nothing more than that
   */
  encode(batch: TickBatch): Uint8Array;
}

/**
 * A streaming writer: one call per batch, nothing is kept between calls.
 * @param facts stated in a comment line, so that a reader need not infer them
 */
export function ticksCsvWriter(facts?: Partial<InstrumentFacts>): TicksCsvWriter {
  let head = `${facts ? factsLine(facts) : ""}${COLUMN_NAMES.join(",")}\n`;
  return {
    encode(batch) {
      let text = head;
      head = "";
      for (let index = 0; index < batch.length; index++) text += rowOf(batch, index);
      return encoder.encode(text);
    },
  };
}

function factsLine(facts: Partial<InstrumentFacts>): string {
  const { symbol, tickSize, lotSize, contract, multiplier } = facts;
  const words = Object.entries({ symbol, tickSize, lotSize, contract, multiplier })
    .filter(([, value]) => value !== undefined && value !== "" && !Number.isNaN(value))
    .map(([name, value]) => `${name}=${value}`);
  return words.length > 0 ? `# ${words.join(" ")}\n` : "";
}

function rowOf(batch: TickBatch, index: number): string {
  const flags = batch.flagsAt(index);
  const kind = flags & abi.KIND_MASK;
  const price = hasPrice(kind) ? printed(batch.priceAt(index)) : "";
  const size = hasSize(kind) ? printed(batch.sizeAt(index)) : "";
  const last = flags & abi.TICK_LAST ? 1 : 0;
  const topic = kind === abi.KIND_STATE ? TOPIC_WORDS[(flags >>> abi.TOPIC_SHIFT) & 0xff] : "";
  return (
    `${batch.timeAt(index)},${KIND_WORDS[kind]},${sideWord(kind, flags)},` +
    `${price},${size},${last},${topic},${batch.instrumentAt(index)}\n`
  );
}

/** The shortest text that reads back as the same double; `String` alone loses the sign of -0. */
function printed(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function sideWord(kind: number, flags: number): string {
  const side = flags & abi.SIDE_MASK;
  if (kind === abi.KIND_TRADE) {
    return side === abi.SIDE_BUY ? "buy" : side === abi.SIDE_SELL ? "sell" : "unknown";
  }
  if (!hasBookSide(kind)) return "";
  return side === abi.SIDE_BID ? "bid" : "ask";
}
