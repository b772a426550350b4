/** Messages of BitMEX and Deribit with made-up numbers. */
import { iso, ms } from "../told.ts";

const bitmexBook = (action: string, data: object[]): unknown => ({
  table: "orderBookL2",
  action,
  data: data.map((row) => ({ symbol: "XBTUSD", ...row })),
});

export const bitmex = [
  { info: "Welcome to the BitMEX Realtime API.", version: "1", timestamp: iso(0) },
  bitmexBook("partial", [
    { id: 88, side: "Sell", size: 200, price: 32180.5 },
    { id: 89, side: "Buy", size: 500, price: 32180 },
  ]),
  bitmexBook("insert", [{ id: 87, side: "Sell", size: 70, price: 32181 }]),
  bitmexBook("update", [{ id: 89, side: "Buy", size: 450 }]),
  bitmexBook("delete", [{ id: 88, side: "Sell" }]),
  {
    table: "trade",
    action: "insert",
    data: [{ timestamp: iso(4100), symbol: "XBTUSD", side: "Sell", size: 50, price: 32180 }],
  },
  {
    table: "quote",
    action: "insert",
    data: [
      {
        timestamp: iso(4200),
        symbol: "XBTUSD",
        bidSize: 450,
        bidPrice: 32180,
        askPrice: 32181,
        askSize: 70,
      },
    ],
  },
  {
    table: "instrument",
    action: "update",
    data: [{ symbol: "XBTUSD", markPrice: 32180.75, timestamp: iso(4300) }],
  },
];

const deribitData = (channel: string, data: unknown): unknown => ({
  jsonrpc: "2.0",
  method: "subscription",
  params: { channel, data },
});

export const deribit = [
  { jsonrpc: "2.0", id: 0, result: ["book.ABC-PERPETUAL.raw"] },
  deribitData("book.ABC-PERPETUAL.raw", {
    type: "snapshot",
    timestamp: ms(100),
    instrument_name: "ABC-PERPETUAL",
    change_id: 500,
    bids: [["new", 10.5, 300.0]],
    asks: [["new", 11.0, 200.0]],
  }),
  deribitData("book.ABC-PERPETUAL.raw", {
    type: "change",
    timestamp: ms(200),
    prev_change_id: 500,
    instrument_name: "ABC-PERPETUAL",
    change_id: 503,
    bids: [["change", 10.5, 250.0]],
    asks: [
      ["delete", 11.0, 0.0],
      ["new", 11.5, 40.0],
    ],
  }),
  deribitData("trades.ABC-PERPETUAL.raw", [
    {
      trade_seq: 9,
      trade_id: "77",
      timestamp: ms(300),
      price: 11.5,
      instrument_name: "ABC-PERPETUAL",
      direction: "buy",
      amount: 10.0,
    },
  ]),
  deribitData("ticker.ABC-PERPETUAL.raw", {
    timestamp: ms(400),
    state: "open",
    instrument_name: "ABC-PERPETUAL",
    open_interest: 900.0,
    mark_price: 11.2,
    index_price: 11.1,
    current_funding: 0.0001,
    best_bid_price: 10.5,
    best_bid_amount: 250.0,
    best_ask_price: null,
    best_ask_amount: 0.0,
  }),
];
