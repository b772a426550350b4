/** Tables: rows become the messages one expects, the same from CSV, Parquet and Arrow. */
import { describe, expect, test } from "vitest";
import { FormatError } from "../../bindings/core/errors.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import { readerLaws } from "./laws.ts";
import { allTicks, messages, temporaryFile } from "./reading.ts";
import { csvOf } from "./table-files.ts";
import { columnFiles, T, TRADES, told, toldOf } from "./table-words.ts";

describe("kinds of rows", () => {
  test("trades: each a message, unknown sides stay unknown", async () => {
    expect(await toldOf(TRADES)).toEqual([
      "1700000000000000 1700000000005000 NaN: buy 10.5 x 1",
      "1700000000001000 1700000000006000 NaN: sell 10.25 x 2",
      "1700000000001000 1700000000006000 NaN: sell 10.25 x 0.5",
      "1700000000002000 1700000000009000 NaN: trade 11 x 3",
    ]);
    const local = await toldOf(TRADES, { clock: "local" });
    expect(local[3]).toBe("1700000000009000 1700000000009000 NaN: trade 11 x 3");
  });

  test("levels with a mark for snapshots: a message an instant, a snapshot clears", async () => {
    const columns = {
      at: [T, T, T, T + 1, T + 1, T + 2, T + 3, T + 3],
      full: ["true", "true", "true", "false", "false", "false", "true", "true"],
      s: ["bid", "ask", "b", "a", "bid", "ask", "bid", "ask"],
      p: [10, 11, 9.5, 11, 10, 11.5, 9, 12],
      q: [1, 2, 3, 0, 4, 5, 6, 7],
    };
    const mapping = { time: "at", isSnapshot: "full", side: "s", price: "p", size: "q" };
    expect(await toldOf(columns, { columns: mapping })).toEqual([
      "1700000000000000 NaN NaN: clear, bid 10 x 1, ask 11 x 2, bid 9.5 x 3",
      "1700000000001000 NaN NaN: ask 11 x 0, bid 10 x 4",
      "1700000000002000 NaN NaN: ask 11.5 x 5",
      "1700000000003000 NaN NaN: clear, bid 9 x 6, ask 12 x 7",
    ]);
  });

  test("levels without such a mark begin with an empty book, and a note says so", async () => {
    const columns = {
      time: [T, T, T + 1],
      sequence: [1, 2, 3],
      side: ["bid", "ask", "bid"],
      price: [10, 11, 10],
      size: [1, 2, 0],
    };
    expect(await toldOf(columns)).toEqual([
      "1700000000000000 NaN 1: clear, bid 10 x 1",
      "1700000000000000 NaN 2: ask 11 x 2",
      "1700000000001000 NaN 3: bid 10 x 0",
    ]);
    const source = await openSource(temporaryFile(csvOf(columns)));
    await allTicks(source);
    expect(source.notes).toEqual([
      expect.stringMatching(/^no column marks snapshots: the book is taken as empty before/),
    ]);
  });

  test("a kind in every row, and one kind for all rows", async () => {
    const columns = {
      time: [T, T, T + 1, T + 2, T + 3],
      kind: ["snapshot", "snapshot", "Trade", "update", "clear"],
      side: ["bid", "ask", "buy", "bid", ""],
      price: [10, 11, 11, 10, ""],
      size: [1, 2, 1, 5, ""],
    };
    expect(
      messages(await allTicks(await openSource(temporaryFile(csvOf(columns))))).map(told),
    ).toEqual([
      "1700000000000000 NaN NaN: clear, bid 10 x 1, ask 11 x 2",
      "1700000000001000 NaN NaN: buy 11 x 1",
      "1700000000002000 NaN NaN: bid 10 x 5",
      "1700000000003000 NaN NaN: clear",
    ]);
    const { kind: _, ...others } = columns;
    const changes = {
      ...others,
      side: ["b", "b", "b", "b", "b"],
      price: [1, 1, 1, 1, 1],
      size: [1, -1, 2, 3, 4],
    };
    const mapping = { time: "time", kind: "change", side: "side", price: "price", size: "size" };
    expect((await toldOf(changes, { columns: mapping }))[0]).toBe(
      "1700000000000000 NaN NaN: clear, bid change 1 x 1, bid change 1 x -1",
    );
  });

  test("rows of whole snapshots, a level each: every message clears", async () => {
    const columns = {
      ts: [T, T, T + 1, T + 1],
      side: ["bid", "ask", "bid", "ask"],
      p: [1, 2, 1, 3],
      q: [1, 1, 1, 1],
    };
    const mapping = { time: "ts", kind: "snapshot", side: "side", price: "p", size: "q" };
    expect(await toldOf(columns, { columns: mapping })).toEqual([
      "1700000000000000 NaN NaN: clear, bid 1 x 1, ask 2 x 1",
      "1700000000001000 NaN NaN: clear, bid 1 x 1, ask 3 x 1",
    ]);
  });

  test("best prices, a missing side is empty; trades beside them", async () => {
    const columns = {
      time: [T, T + 1, T + 2],
      bid: [10, null, null],
      bidSize: [5, null, null],
      ask: [11, 12, null],
      askSize: [6, 7, null],
      price: [null, 10.5, null],
      size: [null, 2, null],
    };
    expect(await toldOf(columns)).toEqual([
      "1700000000000000 NaN NaN: quote bid 10 x 5, quote ask 11 x 6",
      "1700000000001000 NaN NaN: quote bid 0 x 0, quote ask 12 x 7, trade 10.5 x 2",
    ]);
  });

  test("values of the instrument", async () => {
    const columns = { time: [T, T + 1], fr: [0.0001, null], mp: [100.5, 101] };
    const mapping = { time: "time", fundingRate: "fr", markPrice: "mp" };
    expect(await toldOf(columns, { columns: mapping, tickSize: 0.5 })).toEqual([
      "1700000000000000 NaN NaN: funding 0.0001 x 0, mark 100.5 x 0",
      "1700000000001000 NaN NaN: mark 101 x 0",
    ]);
  });

  test("whole books are told by what changed; an empty one clears", async () => {
    const columns = {
      received_time: [T, T + 1, T + 2, T + 3, T + 4],
      bid_0_price: [10, 10, 10.5, null, 9],
      bid_0_size: [1, 2, 1, null, 1],
      bid_1_price: [9, 9, 10, null, null],
      bid_1_size: [4, 4, 2, null, null],
      ask_0_price: [11, 11, 11, null, 12],
      ask_0_size: [3, 3, 3, null, 1],
    };
    expect(await toldOf(columns)).toEqual([
      "1700000000000000 1700000000000000 NaN: clear, bid 10 x 1, bid 9 x 4, ask 11 x 3",
      "1700000000001000 1700000000001000 NaN: bid 10 x 2",
      "1700000000002000 1700000000002000 NaN: bid 10.5 x 1, bid 9 x 0",
      "1700000000003000 1700000000003000 NaN: clear",
      "1700000000004000 1700000000004000 NaN: clear, bid 9 x 1, ask 12 x 1",
    ]);
  });
});

describe("known tables", () => {
  test("Crypto Lake's trades, book_delta_v2, and the older names of its columns", async () => {
    const lake = {
      side: ["buy", "sell"],
      quantity: [1, 2],
      price: [10, 10.5],
      trade_id: ["a1", "a2"],
      origin_time: [T, T + 1],
      received_time: [T + 3, T + 4],
      symbol: ["BTC-USDT", "BTC-USDT"],
    };
    expect((await toldOf(lake))[1]).toBe("1700000000001000 1700000000004000 NaN: sell 10.5 x 2");
    const { quantity: amount, origin_time, received_time, ...rest } = lake;
    const old = { ...rest, amount, timestamp: origin_time, receipt_timestamp: received_time };
    expect(await toldOf(old)).toEqual(await toldOf(lake));
    const delta = {
      side_is_bid: ["true", "false", "true"],
      price: [10, 11, 10],
      size: [1, 2, 0],
      received_time: [T, T, T + 1],
      sequence_number: [7, 7, 8],
    };
    expect(await toldOf(delta)).toEqual([
      "1700000000000000 1700000000000000 7: clear, bid 10 x 1, ask 11 x 2",
      "1700000000001000 1700000000001000 8: bid 10 x 0",
    ]);
  });

  test("a gap before a trade is counted, before a book it makes it unknown", async () => {
    const columns = { ...TRADES, reconnect_flag: [0, 0, 1, 0] };
    const source = await openSource(temporaryFile(csvOf(columns)));
    expect((await allTicks(source)).length).toBe(8);
    expect(source.stats.gaps).toBe(1);
    const book = {
      time: [T, T + 1],
      gap: [0, 1],
      "bid 1": [10, 10],
      "bid size 1": [1, 1],
      "ask 1": [11, 11],
      "ask size 1": [1, 2],
    };
    const mapping = { time: "time", gap: "gap", bids: "bid {n}", bidSizes: "bid size {n}" };
    const all = { ...mapping, asks: "ask {n}", askSizes: "ask size {n}" };
    expect((await toldOf(book, { columns: all }))[1]).toBe(
      "1700000000001000 NaN NaN: gap, clear, bid 10 x 1, ask 11 x 2",
    );
  });

  test("files of different columns are merged, files of equal ones follow each other", async () => {
    const trades = temporaryFile(csvOf(TRADES));
    const quotes = { localTime: [T, T + 6.5, T + 100], bid: [10, 10, 10], bidSize: [1, 2, 3] };
    const both = await openSources([
      trades,
      temporaryFile(csvOf({ ...quotes, ask: [11, 11, 11], askSize: [1, 1, 1] })),
      trades,
    ]);
    expect(both.format).toBe("csv");
    const receipts = messages(await allTicks(both)).map(([head]) => head.price / 1e3 - T);
    expect(receipts).toEqual([0, 5, 6, 6, 6.5, 9, 5, 6, 6, 9, 100]);
    expect(both.stats.reversals).toBe(1);
    expect(both.isCausal).toBe(true);
  });
});

describe("columns that are not known", () => {
  const columns = { ts_event: [T], px: [1], qty: [2], flag: [0] };

  test("are listed, with an example out of their names", async () => {
    const files = { csv: csvOf(columns), ...columnFiles(columns) };
    for (const content of Object.values(files)) {
      const opening = openSource(temporaryFile(content));
      await expect(opening).rejects.toThrow(FormatError);
      await expect(opening).rejects.toThrow(
        "must be told which column holds what: its columns are ts_event, px, qty, flag; " +
          "give columns, for example time=ts_event,price=px,size=qty",
      );
    }
  });

  test.each([
    [
      { time: "ts", price: "px", size: "qty" },
      /must have the column "ts" \(time\): its columns are/,
    ],
    [{ price: "px", size: "qty" }, /must be told which column holds time or localTime/],
    [{ time: "ts_event", price: "px" }, /which column holds size beside price/],
    [{ time: "ts_event" }, /which column holds price, bid or bids/],
    [
      { time: "ts_event", bids: "b{n}", bidSizes: "s{n}", asks: "a{n}", askSizes: "t{n}" },
      /must have columns "b\{n\}" \(bids\)/,
    ],
    [
      { time: "ts_event", timeUnit: "min", price: "px", size: "qty" },
      /must have a timeUnit of s, ms, us, ns, was "min"/,
    ],
  ])("a mapping that does not fit is refused: %j", async (mapping, message) => {
    for (const content of [csvOf(columns), ...Object.values(columnFiles(columns))]) {
      await expect(
        openSource(temporaryFile(content), { columns: mapping as never }),
      ).rejects.toThrow(message);
    }
  });

  test("columns for a file that has its own are refused", async () => {
    const ticks = temporaryFile("time_us,kind,side,price,size\n1,level,bid,1,1\n");
    await expect(openSource(ticks, { columns: { time: "time_us" } })).rejects.toThrow(
      /columns are for parquet, arrow, csv, .* is ticks-csv/,
    );
    await expect(
      openSource(temporaryFile(csvOf(columns)), { columns: { tyme: "ts_event" } }),
    ).rejects.toThrow(/"tyme" is nothing that a column can hold.*did you mean "time"\?/);
  });
});

readerLaws(
  "csv",
  csvOf({
    when: ["2024-01-02T03:04:05.5Z", "2024-01-02T03:04:05.5Z", "2024-01-02T03:04:06Z"],
    side: ["bid", "ask", "bid"],
    px: [10.5, 11, 10.25],
    amount: [1, 2.5, 0],
    snapshot: ["true", "true", "false"],
  }),
  { columns: { time: "when", side: "side", price: "px", size: "amount", isSnapshot: "snapshot" } },
);
