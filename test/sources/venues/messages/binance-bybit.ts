/** Messages of Binance and of both generations of Bybit with made-up numbers. */
import { iso, ms } from "../told.ts";

const binanceStream = (kind: string, data: object): unknown => ({
  stream: `abcusdt@${kind}`,
  data: { ...data, s: "ABCUSDT" },
});
const binanceDepth = (pu: number, u: number, b: string[][], a: string[][]): unknown =>
  binanceStream("depth@100ms", {
    e: "depthUpdate",
    E: ms(u) + 2,
    T: ms(u),
    U: pu + 1,
    u,
    pu,
    b,
    a,
  });

export const binance = [
  binanceDepth(90, 99, [["10.10", "9"]], []),
  binanceDepth(99, 110, [["10.10", "2.5"]], []),
  {
    lastUpdateId: 100,
    T: ms(100),
    bids: [["10.10", "3"]],
    asks: [["10.20", "2"]],
    symbol: "ABCUSDT",
  },
  binanceDepth(110, 120, [], [["10.20", "0"]]),
  binanceStream("aggTrade", {
    e: "aggTrade",
    E: ms(131),
    T: ms(130),
    a: 5,
    p: "10.20",
    q: "1",
    m: true,
  }),
  binanceStream("bookTicker", {
    e: "bookTicker",
    T: ms(140),
    u: 121,
    b: "10.10",
    B: "2.5",
    a: "10.30",
    A: "1",
  }),
  binanceStream("markPrice", {
    e: "markPriceUpdate",
    E: ms(150),
    p: "10.15",
    i: "10.16",
    r: "0.0001",
    T: 0,
  }),
];

const bybitRow = (side: string, price: string, size?: number): object => ({
  price,
  symbol: "ABCUSDT",
  id: price.replace(".", ""),
  side,
  ...(size === undefined ? {} : { size }),
});

/** The websocket v2 of old recordings. */
export const bybitOld = [
  { success: true, ret_msg: "", request: { op: "subscribe", args: ["orderBookL2_25.ABCUSDT"] } },
  {
    topic: "orderBookL2_25.ABCUSDT",
    type: "snapshot",
    data: { order_book: [bybitRow("Buy", "10.10", 3), bybitRow("Sell", "10.20", 2)] },
    cross_seq: "500",
    timestamp_e6: String(ms(100) * 1000 + 7),
  },
  {
    topic: "orderBookL2_25.ABCUSDT",
    type: "delta",
    data: {
      delete: [bybitRow("Sell", "10.20")],
      update: [bybitRow("Buy", "10.10", 2.5)],
      insert: [bybitRow("Sell", "10.25", 4)],
    },
    cross_seq: "520",
    timestamp_e6: String(ms(200) * 1000),
  },
  {
    topic: "trade.ABCUSDT",
    data: [
      {
        symbol: "ABCUSDT",
        price: "10.25",
        size: 0.5,
        timestamp: iso(300),
        trade_time_ms: String(ms(300)),
        side: "Buy",
      },
    ],
  },
];

/** The websocket v5. */
export const bybit = [
  {
    topic: "orderbook.50.ABCUSDT",
    type: "snapshot",
    ts: ms(101),
    data: { s: "ABCUSDT", b: [["10.10", "3"]], a: [["10.20", "2"]], u: 70, seq: 9 },
    cts: ms(100),
  },
  {
    topic: "orderbook.50.ABCUSDT",
    type: "delta",
    ts: ms(201),
    data: { s: "ABCUSDT", b: [["10.10", "0"]], a: [], u: 71, seq: 12 },
    cts: ms(200),
  },
  {
    topic: "publicTrade.ABCUSDT",
    type: "snapshot",
    ts: ms(301),
    data: [{ T: ms(300), s: "ABCUSDT", S: "Sell", v: "0.5", p: "10.10", i: "x" }],
  },
  {
    topic: "tickers.ABCUSDT",
    type: "delta",
    ts: ms(400),
    data: { symbol: "ABCUSDT", markPrice: "10.15", fundingRate: "0.0001" },
  },
];
