/**
 * Every case of bad input, one a line: the error of a strict engine, the counters of a lenient one,
 * the flags of every row, and all other rows to the bit as if nothing had been wrong.
 *
 * A market of six messages, one a second; what is wrong comes between seconds 1 and 2. At second 4
 * a snapshot follows, by which the book is known again wherever it was not.
 */
import { describe, expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import {
  type Counters,
  createEngineSync,
  type Engine,
  Flag,
  OrderError,
} from "../../bindings/index.ts";
import * as t from "../helpers/ticks.ts";
import { type Rows, takeRows, using } from "./rows.ts";

const START = Date.UTC(2024, 4, 6, 12) * 1000;
const at = (second: number) => START + second * 1e6;
const SIGNALS = ["bid", "ask", "bidSize", "queueImbalance", "ofi", "unknownVolume"];
const BIG = 2e12;

type Message = t.Tick[];

/** What a case says: rows by their second, with the flags they have beyond those of the market. */
interface Fault {
  messages: Message[];
  counters: Partial<Counters>;
  flags: Record<number, string>;
  error?: new () => Error;
  /** Seconds at which rows are not what they would be; none but those of the fault if absent. */
  unknown?: number[];
}

const book = (second: number, scale = 1): Message =>
  t.snapshot(
    at(second),
    [
      [10 * scale, 4],
      [9.5 * scale, 2],
    ],
    [
      [11 * scale, 3],
      [11.5 * scale, 5],
    ],
  );
const best = (second: number, bid: number, size = 4): Message =>
  t.message(t.quote(at(second), "bid", bid, size), t.quote(at(second), "ask", 11, 3));
const set = (second: number, side: t.BookSide, price: number, size: number): Message =>
  t.message(t.levelSet(at(second), side, price, size));
const change = (second: number, price: number, by: number): Message =>
  t.message(t.levelChange(at(second), "bid", price, by));
const print = (second: number, side: "buy" | "sell" | "unknown", price: number, size: number) =>
  t.message(t.trade(at(second), side, price, size));
const sideless = (tick: t.Tick): Message => t.message({ ...tick, flags: abi.KIND_LEVEL_SET });

const LADDER = [
  book(0),
  print(1, "buy", 11, 1),
  set(2, "bid", 10, 6),
  print(3, "sell", 10, 1),
  book(4),
  t.message(t.levelChange(at(5), "ask", 11, 1)),
];
const QUOTES = [0, 1, 2, 3, 4, 5].map((second) => best(second, second % 2 ? 10 : 10.5));

const BAD_SIZE = { counters: { badSizes: 1 }, flags: { 2: "badSize" }, error: RangeError };
const BAD_PRICE = { counters: { badPrices: 1 }, flags: { 2: "badTick" }, error: RangeError };
const UNKNOWN = { 2: "deltaIgnored invalidBook", 3: "invalidBook" };
/** The other side of the message is good, so that it has a row. */
const HALF_SIZE = { 1.5: "badSize" };
const EXCURSION = { counters: { crossedMessages: 1, windowMoves: 1 } };

const ON_LADDER: Record<string, Fault> = {
  "a sequence gap": {
    messages: [t.message(t.gap(at(1.5)))],
    counters: { gaps: 1, deltasIgnored: 1 },
    flags: { 1.5: "gap invalidBook", ...UNKNOWN },
    unknown: [2, 3],
  },
  "an off-grid level": {
    messages: [set(1.5, "bid", 9.75, 2)],
    counters: { offGridLevels: 1, deltasIgnored: 1 },
    flags: { 1.5: "invalidBook offGrid", ...UNKNOWN },
    error: RangeError,
    unknown: [2, 3],
  },
  "a time reversal within the bound": {
    messages: [print(0.5, "buy", 10, 1)],
    counters: { timeReversals: 1 },
    flags: { 1: "timeReversal" },
  },
  "a time reversal beyond the bound": {
    messages: [print(-3, "buy", 10, 1)],
    counters: { timeReversals: 1, largeReversals: 1 },
    flags: { 1: "timeReversal" },
    error: OrderError,
  },
  "a crossed book": {
    messages: [set(1.5, "bid", 11.5, 1), set(1.75, "bid", 11.5, 0)],
    counters: { crossedMessages: 1 },
    flags: { 1.5: "crossed" },
  },
  "a locked book": {
    messages: [set(1.5, "bid", 11, 1), set(1.75, "bid", 11, 0)],
    counters: { lockedMessages: 1 },
    flags: { 1.5: "locked" },
  },
  "a negative size": { messages: [set(1.5, "bid", 10, -1)], ...BAD_SIZE },
  "an infinite size": { messages: [set(1.5, "bid", 10, Infinity)], ...BAD_SIZE },
  "a size that is no number": { messages: [set(1.5, "ask", 11, NaN)], ...BAD_SIZE },
  "a size of too many lots": { messages: [set(1.5, "bid", 10, BIG)], ...BAD_SIZE },
  "a change below nothing": { messages: [change(1.5, 10, -5)], ...BAD_SIZE },
  "a change by infinitely much": { messages: [change(1.5, 10, Infinity)], ...BAD_SIZE },
  "a trade of negative size": { messages: [print(1.5, "buy", 10, -1)], ...BAD_SIZE },
  "a trade of infinite size": { messages: [print(1.5, "unknown", 10, Infinity)], ...BAD_SIZE },
  "a price that is no number": { messages: [set(1.5, "bid", NaN, 1)], ...BAD_PRICE },
  "an infinite price": { messages: [set(1.5, "ask", -Infinity, 1)], ...BAD_PRICE },
  "a trade at no price": { messages: [print(1.5, "sell", NaN, 1)], ...BAD_PRICE },
  "a trade of unknown side": {
    messages: [print(1.5, "unknown", 10, 2)],
    counters: { unknownSides: 1 },
    flags: { 1.5: "unknownSide" },
  },
  "a level of unknown side": {
    messages: [sideless(t.levelSet(at(1.5), "bid", 9.5, 2))],
    counters: { unknownKinds: 1 },
    flags: { 2: "badTick" },
    error: RangeError,
  },
  "one far bid above": {
    messages: [set(1.5, "bid", 1e6, 1), set(1.75, "bid", 1e6, 0)],
    ...EXCURSION,
    flags: { 1.5: "crossed", 1.75: "windowMoved" },
  },
  "one far ask below": {
    messages: [set(1.5, "ask", -1e6, 1), set(1.75, "ask", -1e6, 0)],
    ...EXCURSION,
    flags: { 1.5: "crossed", 1.75: "windowMoved" },
  },
  "one far ask above": {
    messages: [set(1.5, "ask", 1e6, 1), set(1.75, "ask", 1e6, 0)],
    counters: {},
    flags: {},
  },
  "a market that jumps out of the window and back": {
    messages: [book(1.5, 1e5), book(1.75)],
    counters: {},
    flags: { 1.5: "resync", 1.75: "resync" },
  },
};

const ON_QUOTES: Record<string, Fault> = {
  "a quote of negative size": { messages: [best(1.5, 10, -1)], ...BAD_SIZE, flags: HALF_SIZE },
  "a quote of infinite size": {
    messages: [best(1.5, 10, Infinity)],
    ...BAD_SIZE,
    flags: HALF_SIZE,
  },
  "a quote at no price": { messages: [best(1.5, NaN)], ...BAD_PRICE, flags: { 1.5: "badTick" } },
  "a quote far away": {
    messages: [best(1.5, 1e6), best(1.75, 10)],
    counters: { crossedMessages: 1 },
    flags: { 1.5: "crossed" },
  },
  "a quote without a side": {
    messages: [t.message({ ...t.quote(at(1.5), "bid", 10, 1), flags: abi.KIND_QUOTE })],
    counters: { unknownKinds: 1 },
    flags: { 2: "badTick" },
    error: RangeError,
  },
};

interface Played {
  rows: Rows;
  counters: Counters;
}

function engineOf(options: object): Engine {
  const size = { tickSize: 0.5, lotSize: 0.25, ladderTicks: 64 };
  return createEngineSync({ ...size, ...options, signals: SIGNALS });
}

function play(messages: readonly Message[], options: object): Played {
  return using(engineOf(options), (engine) => {
    engine.push(t.toBatch(messages.flat().map((tick) => ({ ...tick }))));
    return { rows: takeRows(engine.table), counters: engine.counters };
  });
}

function flagWords(flags: number): string {
  const names = Object.entries(Flag).filter(([, bit]) => (flags & bit) !== 0);
  return names
    .map(([name]) => name)
    .sort()
    .join(" ");
}

/** Rows as `[second, value]`, of one column. */
function column(rows: Rows, name: string): [number, number][] {
  const times = rows.get("time") ?? [];
  return times.map((time, row) => [(time - START) / 1e6, (rows.get(name) ?? [])[row]]);
}

const quiet: (keyof Counters)[] = ["ticks", "messages", "rows", "levels", "trades", "quotes"];

function raised(actual: Counters, clean: Counters): Partial<Counters> {
  const names = (Object.keys(actual) as (keyof Counters)[]).filter(
    (name) => ![...quiet, "clears"].includes(name) && actual[name] !== clean[name],
  );
  return Object.fromEntries(names.map((name) => [name, actual[name] - clean[name]]));
}

const CASES = [
  ...Object.entries(ON_LADDER).map(([what, fault]) => ({
    what,
    fault,
    market: LADDER,
    options: {},
  })),
  ...Object.entries(ON_QUOTES).map(([what, fault]) => {
    return { what, fault, market: QUOTES, options: { book: "quotes" } };
  }),
];

describe.each(CASES)("$what", ({ fault, market, options }) => {
  const faulty = [...market.slice(0, 2), ...fault.messages, ...market.slice(2)];

  test("is counted, and flagged in the rows it touches and in no other", () => {
    const clean = play(market, options);
    const { rows, counters } = play(faulty, options);
    expect(raised(counters, clean.counters)).toEqual(fault.counters);
    const usual = new Map(column(clean.rows, "flags"));
    const found = column(rows, "flags").filter(([second, flags]) => flags !== usual.get(second));
    const named = found.map(([second, flags]) => [second, flagWords(flags)] as const);
    expect(Object.fromEntries(named.filter(([, words]) => words !== ""))).toEqual(fault.flags);
  });

  test("leaves every other row as it would have been", () => {
    const clean = play(market, options);
    const { rows } = play(faulty, options);
    for (const name of SIGNALS) {
      const found = new Map(column(rows, name));
      for (const [second, value] of column(clean.rows, name)) {
        if (!fault.unknown?.includes(second)) expect(found.get(second), name).toBe(value);
        else if (name !== "unknownVolume") expect(found.get(second), name).toBeNaN();
      }
    }
  });

  test("is an error to a strict engine, or no error at all", () => {
    using(engineOf({ ...options, strict: true }), (engine) => {
      for (const message of market.slice(0, 2)) engine.push(t.toBatch(message));
      const push = () => {
        for (const message of fault.messages) engine.push(t.toBatch(message));
      };
      if (fault.error === undefined) expect(push).not.toThrow();
      else expect(push).toThrow(fault.error);
      expect(() => engine.push(t.toBatch(market[4]))).not.toThrow();
      expect(engine.bookIsValid).toBe(true);
    });
  });
});
