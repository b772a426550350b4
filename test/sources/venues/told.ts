/** Messages of venues as lines of a recording, and the ticks they should become. */
import * as abi from "../../../assembly/abi.ts";
import { openSource } from "../../../bindings/sources/open.ts";
import type { OpenOptions } from "../../../bindings/sources/source.ts";
import { allTicks, temporaryFile } from "../reading.ts";

/** Time, price, size, flags. */
export type Told = readonly [timeUs: number, price: number, size: number, flags: number];

const START_S = 1_700_000_000;

/** Receive time of line `index` of a recording, microseconds. */
export function localUs(index: number): number {
  return (START_S + index) * 1e6;
}

/** Milliseconds after the start, as a venue prints them. */
export function ms(after: number): number {
  return START_S * 1000 + after;
}

/** The same in the ticks. */
export function us(after: number): number {
  return ms(after) * 1000;
}

/** The same as ISO text. */
export function iso(after: number): string {
  return new Date(ms(after)).toISOString();
}

/** The same as text in seconds, with six digits behind the point. */
export function seconds(after: number): string {
  return (ms(after) / 1000).toFixed(6);
}

export function head(timeUs: number, line: number, sequence = Number.NaN): Told {
  return [timeUs, localUs(line), sequence, abi.KIND_HEADER];
}

export function clear(timeUs: number): Told {
  return [timeUs, 0, 0, abi.KIND_CLEAR];
}

export function gap(timeUs: number): Told {
  return [timeUs, 0, 0, abi.KIND_GAP];
}

export function bid(timeUs: number, price: number, size: number): Told {
  return [timeUs, price, size, abi.KIND_LEVEL_SET | abi.SIDE_BID];
}

export function ask(timeUs: number, price: number, size: number): Told {
  return [timeUs, price, size, abi.KIND_LEVEL_SET | abi.SIDE_ASK];
}

export function buy(timeUs: number, price: number, size: number): Told {
  return [timeUs, price, size, abi.KIND_TRADE | abi.SIDE_BUY];
}

export function sell(timeUs: number, price: number, size: number): Told {
  return [timeUs, price, size, abi.KIND_TRADE | abi.SIDE_SELL];
}

export function quote(
  timeUs: number,
  [bidPrice, bidSize]: readonly [number, number],
  [askPrice, askSize]: readonly [number, number],
): Told[] {
  return [
    [timeUs, bidPrice, bidSize, abi.KIND_QUOTE | abi.SIDE_BID],
    [timeUs, askPrice, askSize, abi.KIND_QUOTE | abi.SIDE_ASK],
  ];
}

export function state(timeUs: number, topic: number, value: number): Told {
  return [timeUs, value, 0, abi.KIND_STATE | (topic << abi.TOPIC_SHIFT)];
}

/** One message: its last record is marked. */
export function message(...records: readonly Told[]): Told[] {
  const [timeUs, price, size, flags] = records[records.length - 1];
  return [...records.slice(0, -1), [timeUs, price, size, flags | abi.TICK_LAST]];
}

/** A text recording of messages, one a second. */
export function recorded(messages: readonly unknown[]): string {
  return messages.map((each, i) => `${START_S + i}.0: ${JSON.stringify(each)}\n`).join("");
}

/** Reads messages as a recording of theirs. */
export async function readMessages(messages: readonly unknown[], options: OpenOptions = {}) {
  const source = await openSource(temporaryFile(recorded(messages)), options);
  const ticks = await allTicks(source);
  const told = ticks.map(({ timeUs, price, size, flags }): Told => [timeUs, price, size, flags]);
  return { source, told, stats: source.stats };
}
