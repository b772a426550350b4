/** Messages of Hyperliquid with made-up numbers. */
import { ms } from "../told.ts";

const hyperliquidBook = (after: number, bids: [string, string][], asks: [string, string][]) => ({
  channel: "l2Book",
  data: {
    coin: "ABC",
    time: ms(after),
    levels: [bids, asks].map((side) => side.map(([px, sz]) => ({ n: 1, px, sz }))),
  },
});
const hyperliquidTrade = (after: number, side: string, px: string): object => ({
  coin: "ABC",
  side,
  px,
  sz: "0.5",
  time: ms(after),
  tid: 1,
  hash: "0x0",
});

export const hyperliquid = [
  hyperliquidBook(
    100,
    [
      ["10.1", "3"],
      ["10.0", "1"],
    ],
    [["10.2", "2"]],
  ),
  {
    channel: "trades",
    data: [hyperliquidTrade(-900, "A", "10.1"), hyperliquidTrade(150, "B", "10.2")],
  },
  hyperliquidBook(
    200,
    [
      ["10.1", "2.5"],
      ["9.9", "7"],
    ],
    [["10.2", "2"]],
  ),
  { channel: "trades", data: [hyperliquidTrade(190, "A", "10.1")] },
  {
    channel: "bbo",
    data: { coin: "ABC", time: ms(250), bbo: [{ px: "10.1", sz: "2.5", n: 1 }, null] },
  },
];
