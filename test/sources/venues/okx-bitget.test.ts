/** OKX and Bitget: numbered updates, the checksum over both sides in turn, whole pictures. */
import { expect, test } from "vitest";
import * as abi from "../../../assembly/abi.ts";
import { alternating, bitget, okx } from "./messages/okx-bitget.ts";
import * as t from "./told.ts";

const { ask, bid, buy, clear, gap, head, message, ms, quote, readMessages, sell, us } = t;

const OKX_SNAPSHOT = message(
  head(us(100), 1, 100),
  clear(us(100)),
  bid(us(100), 10.1, 3),
  bid(us(100), 10, 1.5),
  ask(us(100), 10.2, 2),
);

/** An OKX message with other members in its data. */
function altered(index: number, change: object): unknown {
  const { data, ...rest } = okx[index] as { data: object[] };
  return { ...rest, data: [{ ...data[0], ...change }] };
}

test("OKX, record by record", async () => {
  const { told, source, stats } = await readMessages(okx, { quotes: true });
  expect(told).toEqual([
    ...OKX_SNAPSHOT,
    ...message(
      head(us(107), 2, 107),
      bid(us(107), 10, 1.75),
      ask(us(107), 10.2, 0),
      ask(us(107), 10.3, 5),
    ),
    ...message(head(us(150), 3), buy(us(150), 10.3, 0.25)),
    ...message(head(us(160), 4), ...quote(us(160), [10.1, 3], [10.3, 5])),
    ...message(head(us(170), 5), t.state(us(170), abi.TOPIC_FUNDING_RATE, 0.0002)),
  ]);
  expect(source.facts).toMatchObject({ symbol: "ABC-USDT", contract: "linear", tickSize: 0.1 });
  expect(stats).toMatchObject({ updates: 1, unknownLines: 1, checksumMismatches: 0 });
});

test("OKX: prevSeqId that is not the last seqId is a gap, an old update a duplicate", async () => {
  const { told, stats } = await readMessages([
    okx[0],
    okx[1],
    altered(2, { prevSeqId: 90, seqId: 95, ts: String(ms(95)) }),
    altered(2, { prevSeqId: 104 }),
    okx[2],
  ]);
  expect(told).toEqual([...OKX_SNAPSHOT, ...message(head(us(107), 3, 107), gap(us(107)))]);
  expect(stats).toMatchObject({ duplicates: 1, gaps: 1, waitingUpdates: 1 });
});

test("OKX: after maintenance seqId falls and the chain holds; 0 is no checksum", async () => {
  const { stats } = await readMessages([
    altered(1, { checksum: 0 }),
    altered(2, { prevSeqId: 100, seqId: 3, checksum: 0 }),
    altered(2, { prevSeqId: 3, seqId: 5, checksum: 0 }),
  ]);
  expect(stats).toMatchObject({ updates: 2, gaps: 0 });
});

test("OKX: a wrong checksum is a gap", async () => {
  const { stats } = await readMessages([okx[1], altered(2, { bids: [["10", "1.750", "0", "1"]] })]);
  expect(stats).toMatchObject({ updates: 0, gaps: 1, checksumMismatches: 1 });
});

test("OKX: books5 is a whole picture each time, told as changes", async () => {
  const picture = (after: number, asks: string[][], bids: string[][]) => ({
    arg: { channel: "books5", instId: "BTC-USD-SWAP" },
    data: [{ asks, bids, ts: String(ms(after)), seqId: after }],
  });
  const { told, source } = await readMessages([
    picture(1, [["10.2", "2"]], [["10.1", "3"]]),
    picture(3, [["10.2", "2"]], [["10", "3"]]),
    picture(2, [["99", "9"]], []),
  ]);
  expect(told).toEqual([
    ...message(head(us(1), 0, 1), clear(us(1)), bid(us(1), 10.1, 3), ask(us(1), 10.2, 2)),
    ...message(head(us(3), 1, 3), bid(us(3), 10.1, 0), bid(us(3), 10, 3)),
  ]);
  expect(source.facts).toMatchObject({ contract: "inverse", multiplier: 100 });
  expect(source.stats).toMatchObject({ duplicates: 1 });
});

test("OKX: contracts of unknown value are noted", async () => {
  const trade = { ...(okx[3] as object), arg: { channel: "trades", instId: "ABC-USDT-SWAP" } };
  const { source } = await readMessages([trade]);
  expect(source.notes).toEqual([expect.stringMatching(/sizes are contracts/)]);
});

test("Bitget, record by record: old trades are counted, lists are turned", async () => {
  const { told, source, stats } = await readMessages(bitget, { quotes: true });
  expect(told).toEqual([
    ...message(head(us(100), 0, 100), clear(us(100)), bid(us(100), 10.1, 3), ask(us(100), 10.2, 2)),
    ...message(head(us(130), 1, 130), ask(us(130), 10.2, 1.25)),
    ...message(head(us(140), 3), buy(us(140), 10.2, 0.75), sell(us(150), 10.1, 0.5)),
    ...message(head(us(160), 4), ...quote(us(160), [10.1, 3], [10.2, 1.25])),
    ...message(head(us(160), 4), t.state(us(160), abi.TOPIC_MARK_PRICE, 10.15)),
  ]);
  expect(source.facts).toMatchObject({ symbol: "ABCUSDT", tickSize: 0.1, lotSize: 0.01 });
  expect(stats).toMatchObject({ pastTrades: 1, trades: 2, gaps: 0 });
});

test("Bitget: the checksum tells a loss; seq that falls is a duplicate", async () => {
  const update = (seq: number, checksum: number, size: string) => ({
    action: "update",
    arg: { instType: "SPOT", channel: "books", instId: "ABCUSDT" },
    data: [{ asks: [["10.20", size]], bids: [], checksum, seq, ts: String(ms(seq)) }],
  });
  const right = alternating("10.10", "3.00", "10.20", "1.00");
  const { stats } = await readMessages([
    bitget[0],
    update(99, right, "7.00"),
    update(110, right, "1.00"),
    update(120, right, "2.00"),
    update(130, right, "1.00"),
  ]);
  expect(stats).toMatchObject({ duplicates: 1, updates: 1, checksumMismatches: 1, gaps: 1 });
  expect(stats).toMatchObject({ waitingUpdates: 1 });
});

test("Bitget: rows of v1 trades", async () => {
  const trades = {
    action: "update",
    arg: { instType: "mc", channel: "trade", instId: "ABCUSDT" },
    data: [[String(ms(5)), "10.20", "0.5", "sell"]],
  };
  const { told } = await readMessages([trades]);
  expect(told).toEqual(message(head(us(5), 0), sell(us(5), 10.2, 0.5)));
});
