/** Kraken's messages with made-up numbers, spot and futures. */
import { crc32 } from "../../proofs/crc32.ts";
import { ms, seconds } from "../told.ts";

const digits = (text: string): string => text.replace(".", "").replace(/^0+/, "");

/** Kraken's checksum: asks from the best on, then bids. */
export function krakenChecksum(asks: readonly string[][], bids: readonly string[][]): string {
  return String(crc32([...asks, ...bids].flatMap((level) => level.map(digits)).join("")));
}

const krakenBook = (...parts: unknown[]): unknown[] => [7, ...parts, "book-2", "ABC/USD"];

export const kraken = [
  { event: "heartbeat" },
  krakenBook({
    as: [
      ["10.20000", "2.00000000", seconds(100)],
      ["10.30000", "1.00000000", seconds(50)],
    ],
    bs: [["10.10000", "3.00000000", seconds(200)]],
  }),
  krakenBook({
    a: [["10.15000", "1.50000000", seconds(1000)]],
    c: krakenChecksum(
      [
        ["10.15000", "1.50000000"],
        ["10.20000", "2.00000000"],
      ],
      [["10.10000", "3.00000000"]],
    ),
  }),
  krakenBook(
    {
      a: [
        ["10.15000", "0.00000000", seconds(1500)],
        ["10.25000", "4.00000000", seconds(20), "r"],
      ],
    },
    {
      b: [["10.10000", "2.50000000", seconds(1400)]],
      c: krakenChecksum(
        [
          ["10.20000", "2.00000000"],
          ["10.25000", "4.00000000"],
        ],
        [["10.10000", "2.50000000"]],
      ),
    },
  ),
  [
    8,
    [
      ["10.20000", "0.50000000", seconds(2500), "b", "m", ""],
      ["10.10000", "0.25000000", seconds(2600), "s", "l", ""],
    ],
    "trade",
    "ABC/USD",
  ],
  [9, ["10.10000", "10.20000", seconds(3000), "2.50000000", "2.00000000"], "spread", "ABC/USD"],
];

export const krakenFutures = [
  { event: "subscribed", feed: "book", product_ids: ["PI_ABCUSD"] },
  {
    feed: "book_snapshot",
    product_id: "PI_ABCUSD",
    timestamp: ms(100),
    seq: 40,
    tickSize: null,
    bids: [{ price: 10.5, qty: 300.0 }],
    asks: [{ price: 11.0, qty: 200.0 }],
  },
  {
    feed: "book",
    product_id: "PI_ABCUSD",
    side: "sell",
    seq: 41,
    price: 11.0,
    qty: 0.0,
    timestamp: ms(200),
  },
  {
    feed: "trade_snapshot",
    product_id: "PI_ABCUSD",
    trades: [{ side: "buy", seq: 7, time: ms(0), qty: 5.0, price: 10.5 }],
  },
  {
    feed: "trade",
    product_id: "PI_ABCUSD",
    side: "sell",
    type: "fill",
    seq: 8,
    time: ms(300),
    qty: 20.0,
    price: 10.5,
  },
  {
    feed: "ticker",
    product_id: "PI_ABCUSD",
    time: ms(400),
    bid: 10.5,
    bid_size: 300.0,
    ask: 11.5,
    ask_size: 10.0,
    index: 10.75,
    markPrice: 10.8,
    openInterest: 5000.0,
    relative_funding_rate: 0.0001,
  },
];
