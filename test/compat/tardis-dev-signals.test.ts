/** The computable in the installed tardis-dev gives the rows of an engine that hears the same. */
import { describe, expect, test } from "vitest";
import {
  type BookChangeMessage,
  computeSignals,
  type SignalsMessage,
  type TradeMessage,
} from "../../bindings/compat/tardis-dev/index.ts";
import { createEngineSync, Tick } from "../../bindings/index.ts";
import { Random } from "../helpers/random.ts";
import { loadTardis } from "./tardis.ts";

const tardis = loadTardis();
const START_MS = 1_700_000_000_000;
const OPTIONS = { tickSize: 0.5, signals: ["bid", "ask", "ofi", "buyVolume"] };

type Message = BookChangeMessage | TradeMessage;

function messages(symbol: string, count: number, seed: number): Message[] {
  const random = new Random(seed);
  const level = (sign: number) => ({
    price: 100 + (sign * random.integer(1, 8)) / 2,
    amount: random.chance(0.3) ? 0 : random.integer(1, 9),
  });
  return Array.from({ length: count }, (_, index): Message => {
    const timestamp = Object.assign(new Date(START_MS + index), { μs: index % 7 });
    const origin = { symbol, exchange: "bitmex", timestamp, localTimestamp: timestamp };
    if (index > 0 && random.chance(0.3)) {
      const side = random.pick(["buy", "sell", "unknown"] as const);
      return { ...origin, type: "trade", price: 100, amount: random.integer(1, 5), side };
    }
    const [bids, asks] = [[level(-1)], [level(1), level(1)]];
    return { ...origin, type: "book_change", isSnapshot: index === 0, bids, asks };
  });
}

async function* stream(list: readonly unknown[]): AsyncGenerator<unknown, void> {
  yield* list;
}

/** Rows of an engine that takes the same messages tick by tick. */
function expected(list: readonly Message[]): Record<string, number>[] {
  const engine = createEngineSync(OPTIONS);
  const rows: Record<string, number>[] = [];
  for (const message of list) {
    const time = message.timestamp.valueOf() * 1000 + (message.timestamp.μs as number);
    engine.pushTick(time, time, NaN, Tick.header);
    if (message.type === "trade") {
      const side = { buy: Tick.buy, sell: Tick.sell, unknown: 0 }[message.side];
      engine.pushTick(time, message.price, message.amount, Tick.trade | side | Tick.last);
    } else {
      if (message.isSnapshot) engine.pushTick(time, 0, 0, Tick.clear);
      const [bid] = message.bids;
      for (const { price, amount } of message.asks) {
        engine.pushTick(time, price, amount, Tick.level | Tick.ask);
      }
      engine.pushTick(time, bid.price, bid.amount, Tick.level | Tick.bid | Tick.last);
    }
    rows.push(engine.table.row(-1));
  }
  return rows;
}

async function rowsOf(list: readonly unknown[], options = {}): Promise<SignalsMessage[]> {
  const rows: SignalsMessage[] = [];
  const factory = computeSignals({ ...OPTIONS, ...options });
  for await (const message of tardis!.compute(stream(list) as never, factory)) {
    if (message.type === "signals") rows.push(message as SignalsMessage);
  }
  return rows;
}

describe.skipIf(tardis === null)("computeSignals", () => {
  test("symbols do not hear each other, and each has the rows of an engine", async () => {
    const [one, other] = [messages("XBTUSD", 400, 1), messages("ETHUSD", 400, 2)];
    const rows = await rowsOf(one.flatMap((message, index) => [message, other[index]]));
    for (const list of [one, other]) {
      const own = rows.filter(({ symbol }) => symbol === list[0].symbol);
      const flat = own.map(({ values, flags, timestamp }) => ({
        ...values,
        flags,
        time: timestamp.valueOf() * 1000 + (timestamp.μs as number),
      }));
      expect(flat).toEqual(expected(list).map(({ sequence: _, ...row }) => row));
    }
  });

  test("a disconnect begins anew", async () => {
    const list = messages("XBTUSD", 60, 3);
    const disconnect = { type: "disconnect", exchange: "bitmex", localTimestamp: new Date() };
    const rows = await rowsOf([...list, disconnect, ...list]);
    expect(rows.slice(list.length)).toEqual(rows.slice(0, list.length));
  });

  test("the grid may depend on the symbol, other kinds of messages make no rows", async () => {
    const asked: string[] = [];
    const tickSize = ({ symbol }: { symbol: string }) => {
      asked.push(symbol);
      return 0.5;
    };
    const list = messages("XBTUSD", 20, 4);
    const ticker = { ...list[0], type: "derivative_ticker" };
    const rows = await rowsOf([...list, ticker], { tickSize, name: "mine" });
    expect(asked).toEqual(["XBTUSD"]);
    expect(rows).toHaveLength(list.length);
    expect(rows[0]).toMatchObject({ type: "signals", name: "mine", exchange: "bitmex" });
  });
});
