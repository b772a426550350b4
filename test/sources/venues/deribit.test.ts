/** Deribit: changes that name the one before, values of the instrument, whole pictures. */
import { expect, test } from "vitest";
import * as abi from "../../../assembly/abi.ts";
import { deribit } from "./messages/bitmex-deribit.ts";
import * as t from "./told.ts";

const { ask, bid, buy, clear, gap, head, message, ms, quote, readMessages, us } = t;

const SNAPSHOT = message(
  head(us(100), 1, 500),
  clear(us(100)),
  bid(us(100), 10.5, 300),
  ask(us(100), 11, 200),
);

/** A message with other members in its data. */
function altered(index: number, change: object): unknown {
  const { params, ...rest } = deribit[index] as { params: { channel: string; data: object } };
  return { ...rest, params: { ...params, data: { ...params.data, ...change } } };
}

test("record by record", async () => {
  const { told, source, stats } = await readMessages(deribit, { quotes: true });
  expect(told).toEqual([
    ...SNAPSHOT,
    ...message(
      head(us(200), 2, 503),
      bid(us(200), 10.5, 250),
      ask(us(200), 11, 0),
      ask(us(200), 11.5, 40),
    ),
    ...message(head(us(300), 3, 9), buy(us(300), 11.5, 10)),
    ...message(head(us(400), 4), ...quote(us(400), [10.5, 250], [0, 0])),
    ...message(
      head(us(400), 4),
      t.state(us(400), abi.TOPIC_FUNDING_RATE, 0.0001),
      t.state(us(400), abi.TOPIC_OPEN_INTEREST, 900),
      t.state(us(400), abi.TOPIC_INDEX_PRICE, 11.1),
      t.state(us(400), abi.TOPIC_MARK_PRICE, 11.2),
      t.state(us(400), abi.TOPIC_HALTED, 0),
    ),
  ]);
  expect(source.facts).toMatchObject({ symbol: "ABC-PERPETUAL", contract: "inverse" });
  expect(stats).toMatchObject({ snapshots: 1, updates: 1, trades: 1, states: 5, unknownLines: 1 });
});

test("a prev_change_id that was not the last one is a gap, up to the next snapshot", async () => {
  const { told, stats } = await readMessages([
    deribit[0],
    deribit[1],
    altered(2, { prev_change_id: 501 }),
    deribit[2],
    deribit[1],
    deribit[2],
  ]);
  expect(told.slice(4, 6)).toEqual(message(head(us(200), 2, 503), gap(us(200))));
  expect(stats).toMatchObject({ gaps: 1, waitingUpdates: 1, snapshots: 2, updates: 1 });
});

test("a deleted level is gone whatever amount its row tells", async () => {
  const { told } = await readMessages([
    deribit[1],
    altered(2, { bids: [], asks: [["delete", 11, 200]] }),
  ]);
  expect(told.at(-1)).toEqual(message(ask(us(200), 11, 0))[0]);
});

test("a grouped book is a whole picture each time, told as changes", async () => {
  const picture = (after: number, bids: number[][]) => ({
    method: "subscription",
    params: {
      channel: "book.ABC-24SEP21-900-P.none.10.100ms",
      data: {
        timestamp: ms(after),
        instrument_name: "ABC-24SEP21-900-P",
        change_id: after,
        bids,
        asks: [],
      },
    },
  });
  const { told, source } = await readMessages([picture(1, [[0.5, 2]]), picture(2, [[0.4, 3]])]);
  expect(told.slice(3)).toEqual(message(head(us(2), 1, 2), bid(us(2), 0.5, 0), bid(us(2), 0.4, 3)));
  expect(source.facts.contract).toBe("linear");
});

test("trades follow their numbers", async () => {
  const trade = (trade_seq: number) => {
    const { params, ...rest } = deribit[3] as { params: { channel: string; data: object[] } };
    return { ...rest, params: { ...params, data: [{ ...params.data[0], trade_seq }] } };
  };
  const { stats } = await readMessages([trade(9), trade(9), trade(10), trade(13)]);
  expect(stats).toMatchObject({ trades: 3, repeatedTrades: 1, tradeIdGaps: 1 });
});
