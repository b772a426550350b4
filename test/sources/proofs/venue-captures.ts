/** Recordings of venues, and what each must show: how many messages, and never a crossed book. */
import { type CaptureFound, replayCaptures } from "./captures.ts";
import type { NamedProof } from "./proof.ts";

interface Capture {
  readonly name: string;
  /** Below the recordings of the reference material. */
  readonly path: string;
  /** Separated by blanks. */
  readonly symbols: string;
  readonly expected: Partial<CaptureFound>;
}

const SOUND = { crossed: 0, gaps: 0, badLines: 0 };
const BITMEX = "bitmex-xbtusd-20210722/original_cryptofeed_BITMEX.ws.1.0.gz";

const CAPTURES: readonly Capture[] = [
  {
    name: "BitMEX, its quotes in the book",
    path: BITMEX,
    symbols: "XBTUSD",
    expected: {
      ...SOUND,
      ...{ books: 1300, trades: 15, sideAgrees: 15, sideDiffers: 0 },
      ...{ quotes: 285, pricesEqual: 272, allEqual: 38, pricesFollowed: 272 },
    },
  },
  {
    name: "BitMEX, nine other contracts",
    path: BITMEX,
    symbols: "XRPU21 UNIUSDT ADAUSDT SOLUSDT TRXU21 EOSUSDT TRXUSDT BCHUSD MATICUSDT",
    expected: { ...SOUND, books: 679 },
  },
  {
    // One option's ticker runs a message ahead of its book.
    name: "Deribit, every ticker's prices become the book's",
    path: "bitmex-xbtusd-20210722/original_cryptofeed_DERIBIT.ws.1.0.gz",
    symbols: `
      BTC-24SEP21-8000-P BTC-30JUL21-24000-P ETH-30JUL21-2800-C BTC-31DEC21-34000-P
      BTC-24SEP21-34000-P BTC-24JUN22-15000-C BTC-31DEC21-300000-C BTC-25MAR22-30000-C
      ETH-23JUL21-2300-C`,
    expected: { ...SOUND, books: 45, quotes: 73, pricesEqual: 43, pricesFollowed: 73 },
  },
  {
    name: "Coinbase, advanced feed, aggressors meet the book",
    path: "formats/cryptofeed_v3/COINBASE.jsonl.zst",
    symbols: "BTC-USD ETH-USD",
    expected: {
      ...SOUND,
      ...{ books: 775, trades: 79, sideAgrees: 71, sideDiffers: 0 },
      ...{ quotes: 154, pricesEqual: 132, allEqual: 114, pricesFollowed: 149 },
    },
  },
  {
    name: "Coinbase, old feed, ten books",
    path: "formats/cryptofeed_v1/COINBASE.ws.28.0.gz",
    symbols: `
      SKL-USD SKL-BTC BAND-GBP NMR-EUR BAND-BTC YFI-BTC DASH-BTC NU-GBP CRV-EUR SKL-GBP`,
    expected: { ...SOUND, books: 9729, trades: 97, sideAgrees: 60, sideDiffers: 0 },
  },
  {
    name: "Kraken futures, ten books",
    path: "formats/cryptofeed_v1/KRAKEN_FUTURES.ws.1.0.gz",
    symbols: `
      FI_BCHUSD_210730 FI_XBTUSD_210730 FI_XBTUSD_210924 PI_XRPUSD FI_ETHUSD_210730 PI_LTCUSD
      FI_BCHUSD_210924 FI_ETHUSD_211231 FI_XRPUSD_210924 PI_ETHUSD`,
    expected: { ...SOUND, books: 7024, trades: 3, sideAgrees: 3, sideDiffers: 0 },
  },
  {
    name: "Bybit v2, eight books",
    path: "formats/cryptofeed_v1/BYBIT.ws.25.0.gz",
    symbols: "BCHUSDT XTZUSDT UNIUSDT LTCUSDT DOTUSDT LINKUSDT ADAUSDT ETHUSDT",
    expected: { ...SOUND, books: 3260, trades: 101 },
  },
  {
    name: "Binance futures, four books from the snapshots asked for",
    path: "formats/cryptofeed_v3/BINANCE_FUTURES.jsonl.zst",
    symbols: "SUSHIUSDT AKROUSDT KEEPUSDT CTKUSDT",
    expected: { ...SOUND, books: 756, trades: 91 },
  },
];

function captureProof({ name, path, symbols, expected }: Capture): NamedProof {
  return {
    name,
    needs: [`data/${path}`],
    async run(full) {
      const all = await replayCaptures(full, symbols.trim().split(/\s+/));
      const counts = Object.entries(all).filter(([count]) => count in expected);
      return { expected, found: Object.fromEntries(counts) };
    },
  };
}

export const CAPTURE_PROOFS: readonly NamedProof[] = CAPTURES.map(captureProof);
