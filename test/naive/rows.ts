/** From complete messages to rows: the clocks of `docs/definitions.md`, one function each. */
import * as abi from "../../assembly/abi.ts";
import type { Book, Message, Options } from "./messages.ts";
import { isOpen, sessionOf } from "./session.ts";

/** A row and everything that may be known in it. */
export interface Row {
  time: number;
  sequence: number;
  /** Flags without warming, undefined, windowMoved and alarm, which columns or the core raise. */
  flags: number;
  /** Messages since the last row. */
  messages: Message[];
  /** All messages of the stream, and how many of them this row may look at. */
  stream: readonly Message[];
  seen: number;
  book: Book;
  options: Options;
}

const NO_BOOK: Book = { isValid: false, bids: [], asks: [] };

/** Messages a row may look at, oldest first. */
export function historyOf(row: Row): readonly Message[] {
  return row.stream.slice(0, row.seen);
}

/** Rows of a stream of messages; with `until`, as if `advanceTo(until)` were called at its end. */
export function makeRows(messages: readonly Message[], options: Options, until?: number): Row[] {
  const every = options.every ?? "message";
  const ends = /^(\d+(\.\d+)?)(ms|s|m|h)$/.test(every)
    ? intervalEnds(messages, options, until)
    : messageEnds(messages, every, options);
  let from = 0;
  let lastTime = Number.NaN;
  return ends.map(({ time, seen }, sequence) => {
    const own = messages.slice(from, seen);
    from = seen;
    const book = seen > 0 ? messages[seen - 1].after : NO_BOOK;
    let flags = own.reduce((all, message) => all | message.flags, 0);
    if (!Number.isNaN(lastTime)) {
      const isNew = sessionOf(time, options) !== sessionOf(lastTime, options);
      flags &= ~abi.FLAG_SESSION_BREAK;
      if (isNew) flags |= abi.FLAG_SESSION_BREAK;
    }
    lastTime = time;
    flags |= stateFlags(book, messages[seen - 1]);
    return { time, sequence, flags, messages: own, stream: messages, seen, book, options };
  });
}

interface End {
  time: number;
  seen: number;
}

function messageEnds(messages: readonly Message[], every: string, options: Options): End[] {
  const volume = /^(\d+(\.\d+)?)vol$/.exec(every);
  const lot = options.lotSize ?? 0;
  const count = Number(every);
  const ends: End[] = [];
  let ticks = 0;
  let traded = 0;
  messages.forEach((message, i) => {
    ticks += message.ticks;
    for (const { size } of message.trades) traded += size;
    const isDue =
      every === "message" ||
      (every === "trade" && message.trades.length > 0) ||
      (volume !== null && traded >= Number(volume[1]) - lot / 2) ||
      ticks >= count;
    if (!isDue) return;
    ends.push({ time: message.time, seen: i + 1 });
    ticks = traded = 0;
  });
  return ends;
}

const UNIT_US: Record<string, number> = { ms: 1e3, s: 1e6, m: 60e6, h: 3600e6 };

/** Microseconds of "100ms", "2s", "1m". */
export function intervalUs(text: string): number {
  const [, amount, unit] = /^([\d.]+)(ms|s|m|h)$/.exec(text) ?? [];
  return Number(amount) * UNIT_US[unit];
}

function intervalEnds(messages: readonly Message[], options: Options, until?: number): End[] {
  if (messages.length === 0) return [];
  const step = intervalUs(options.every as string);
  const ends: End[] = [];
  let seen = 0;
  const stop = until ?? messages[messages.length - 1].time;
  for (let k = Math.ceil(messages[0].time / step); k * step < stop; k++) {
    const time = k * step;
    const before = seen;
    while (seen < messages.length && messages[seen].time <= time) seen++;
    const isEmpty = seen === before;
    const isValid = seen > 0 && messages[seen - 1].after.isValid;
    if (isEmpty && (options.skipEmpty || !isValid || !isOpen(time, options))) continue;
    ends.push({ time, seen });
  }
  return ends;
}

function stateFlags(book: Book, last: Message | undefined): number {
  let flags = 0;
  if (!book.isValid) flags |= abi.FLAG_INVALID_BOOK;
  else if (book.bids.length === 0 || book.asks.length === 0) flags |= abi.FLAG_ONE_SIDED;
  if (last !== undefined && last.states[abi.TOPIC_HALTED] === 1) flags |= abi.FLAG_HALTED;
  return flags;
}
