/** Messages of Coinbase's two feeds with made-up numbers. */
import { iso } from "../told.ts";

export const coinbaseExchange = [
  { type: "subscriptions", channels: [{ name: "level2", product_ids: ["ABC-USD"] }] },
  {
    type: "snapshot",
    product_id: "ABC-USD",
    asks: [["10.20", "2.0"]],
    bids: [["10.10", "3.0"]],
  },
  {
    type: "last_match",
    trade_id: 70,
    side: "sell",
    size: "1",
    price: "10.20",
    product_id: "ABC-USD",
    time: iso(-5000),
  },
  {
    type: "l2update",
    product_id: "ABC-USD",
    changes: [
      ["buy", "10.10", "0"],
      ["sell", "10.20", "2.5"],
    ],
    time: iso(100),
  },
  {
    type: "match",
    trade_id: 71,
    side: "sell",
    size: "0.5",
    price: "10.20",
    product_id: "ABC-USD",
    sequence: 9000,
    time: iso(150),
  },
  {
    type: "ticker",
    sequence: 9001,
    product_id: "ABC-USD",
    best_bid: "10.00",
    best_bid_size: "1.5",
    best_ask: "10.20",
    best_ask_size: "2.0",
    time: iso(200),
  },
];

const advanced = (channel: string, sequence_num: number, events: object[]): unknown => ({
  channel,
  timestamp: iso(1000 + sequence_num),
  sequence_num,
  events,
});
const level = (side: string, after: number, price_level: string, new_quantity: string): object => ({
  side,
  event_time: iso(after),
  price_level,
  new_quantity,
});
const advancedTrade = (trade_id: string, after: number, price: string, side: string): object => ({
  product_id: "ABC-USD",
  trade_id,
  price,
  size: "0.25",
  time: iso(after),
  side,
});

export const coinbaseAdvanced = [
  advanced("market_trades", 0, [
    { type: "snapshot", trades: [advancedTrade("69", -900, "10.10", "BUY")] },
  ]),
  advanced("l2_data", 1, [
    {
      type: "snapshot",
      product_id: "ABC-USD",
      updates: [level("bid", 90, "10.10", "3"), level("offer", 90, "10.20", "2")],
    },
  ]),
  advanced("l2_data", 2, [
    { type: "update", product_id: "ABC-USD", updates: [level("offer", 120, "10.20", "0")] },
  ]),
  advanced("heartbeats", 3, [{ current_time: iso(130), heartbeat_counter: 1 }]),
  advanced("market_trades", 4, [
    {
      type: "update",
      trades: [advancedTrade("71", 160, "10.10", "BUY"), advancedTrade("70", 150, "10.30", "SELL")],
    },
  ]),
  advanced("ticker", 5, [
    {
      type: "update",
      tickers: [
        {
          product_id: "ABC-USD",
          best_bid: "10.10",
          best_bid_quantity: "3",
          best_ask: "10.30",
          best_ask_quantity: "1",
        },
      ],
    },
  ]),
];
