/** Messages of OKX and Bitget with made-up numbers. */
import { crc32 } from "../../proofs/crc32.ts";
import { ms } from "../told.ts";

/** The checksum of OKX and Bitget, signed. */
export function alternating(...parts: readonly string[]): number {
  return crc32(parts.join(":")) | 0;
}

const okxBook = (action: string, prevSeqId: number, seqId: number, data: object): unknown => ({
  arg: { channel: "books", instId: "ABC-USDT" },
  action,
  data: [{ ...data, ts: String(ms(seqId)), prevSeqId, seqId }],
});

export const okx = [
  { event: "subscribe", arg: { channel: "books", instId: "ABC-USDT" }, connId: "a4d3ae55" },
  okxBook("snapshot", -1, 100, {
    asks: [["10.2", "2", "0", "1"]],
    bids: [
      ["10.1", "3", "0", "2"],
      ["10", "1.5", "0", "1"],
    ],
    checksum: alternating("10.1", "3", "10.2", "2", "10", "1.5"),
  }),
  okxBook("update", 100, 107, {
    asks: [
      ["10.2", "0", "0", "0"],
      ["10.3", "5", "0", "4"],
    ],
    bids: [["10", "1.75", "0", "1"]],
    checksum: alternating("10.1", "3", "10.3", "5", "10", "1.75"),
  }),
  {
    arg: { channel: "trades", instId: "ABC-USDT" },
    data: [
      {
        instId: "ABC-USDT",
        tradeId: "55",
        px: "10.3",
        sz: "0.25",
        side: "buy",
        ts: String(ms(150)),
        count: "3",
      },
    ],
  },
  {
    arg: { channel: "tickers", instId: "ABC-USDT" },
    data: [{ bidPx: "10.1", bidSz: "3", askPx: "10.3", askSz: "5", ts: String(ms(160)) }],
  },
  {
    arg: { channel: "funding-rate", instId: "ABC-USDT" },
    data: [{ fundingRate: "0.0002", ts: String(ms(170)) }],
  },
];

const bitgetArg = (channel: string): object => ({ instType: "SPOT", channel, instId: "ABCUSDT" });
const bitgetBook = (action: string, seq: number, data: object): unknown => ({
  action,
  arg: bitgetArg("books"),
  data: [{ ...data, seq, ts: String(ms(seq)) }],
  ts: ms(seq) + 2,
});

export const bitget = [
  bitgetBook("snapshot", 100, {
    asks: [["10.20", "2.00"]],
    bids: [["10.10", "3.00"]],
    checksum: alternating("10.10", "3.00", "10.20", "2.00"),
  }),
  bitgetBook("update", 130, {
    asks: [["10.20", "1.25"]],
    bids: [],
    checksum: alternating("10.10", "3.00", "10.20", "1.25"),
  }),
  {
    action: "snapshot",
    arg: bitgetArg("trade"),
    data: [{ ts: String(ms(10)), price: "10.20", size: "9.00", side: "buy", tradeId: "1" }],
    ts: ms(131),
  },
  {
    action: "update",
    arg: bitgetArg("trade"),
    data: [
      { ts: String(ms(150)), price: "10.10", size: "0.50", side: "sell", tradeId: "3" },
      { ts: String(ms(140)), price: "10.20", size: "0.75", side: "buy", tradeId: "2" },
    ],
    ts: ms(151),
  },
  {
    action: "snapshot",
    arg: bitgetArg("ticker"),
    data: [
      {
        bidPr: "10.10",
        bidSz: "3.00",
        askPr: "10.20",
        askSz: "1.25",
        markPrice: "10.15",
        ts: String(ms(160)),
      },
    ],
  },
];
