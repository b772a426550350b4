/**
 * On real recordings the engine's books have the checksums the venue sent, are never crossed, and
 * show the best prices the venue published beside them.
 */
import { expect, test } from "vitest";
import { sharedPath } from "../helpers/shared.ts";
import { replayCapture, replayCaptures } from "./proofs/captures.ts";
import { crc32 } from "./proofs/crc32.ts";
import { krakenChecksums } from "./proofs/kraken.ts";

const KRAKEN = [
  "data/book-checksums/kraken_spot_20210417.jsonl.gz",
  "data/book-checksums/original_cryptofeed_KRAKEN.ws.50.0.gz",
  "data/formats/cryptofeed_v3/KRAKEN.jsonl.zst",
].map((path) => ({ path, full: sharedPath(path) }));

const at = (name: string) => sharedPath(`data/${name}`);
const BITMEX = at("bitmex-xbtusd-20210722/original_cryptofeed_BITMEX.ws.1.0.gz");
const DERIBIT = at("bitmex-xbtusd-20210722/original_cryptofeed_DERIBIT.ws.1.0.gz");
const COINBASE_OLD = at("formats/cryptofeed_v1/COINBASE.ws.28.0.gz");
const COINBASE_NEW = at("formats/cryptofeed_v3/COINBASE.jsonl.zst");
const KRAKEN_FUTURES = at("formats/cryptofeed_v1/KRAKEN_FUTURES.ws.1.0.gz");
const BYBIT = at("formats/cryptofeed_v1/BYBIT.ws.25.0.gz");
const BINANCE = at("formats/cryptofeed_v3/BINANCE_FUTURES.jsonl.zst");

const words = (text: string): string[] => text.trim().split(/\s+/);

test("the judge's CRC-32 has the check value of its definition", () => {
  expect(crc32("123456789")).toBe(0xcbf43926);
});

test.each(KRAKEN)("Kraken: 4269 of 4269 checksums over 10 pairs, $path", async ({ full }) => {
  if (full === null) return;
  const { expected, found } = await krakenChecksums(full);
  expect(found).toEqual(expected);
});

test.skipIf(BITMEX === null)("BitMEX: prices of 272 of 285 quotes, all of 38", async () => {
  expect(await replayCapture(BITMEX!, "XBTUSD")).toEqual({
    books: 1300,
    crossed: 0,
    trades: 15,
    sideAgrees: 15,
    sideDiffers: 0,
    quotes: 285,
    pricesEqual: 272,
    allEqual: 38,
    pricesFollowed: 272,
    gaps: 0,
    badLines: 0,
  });
});

test.skipIf(BITMEX === null)("BitMEX: no book of nine other contracts is crossed", async () => {
  const symbols = words("XRPU21 UNIUSDT ADAUSDT SOLUSDT TRXU21 EOSUSDT TRXUSDT BCHUSD MATICUSDT");
  const found = await replayCaptures(BITMEX!, symbols);
  expect(found).toMatchObject({ symbols: 9, books: 679, crossed: 0, gaps: 0, badLines: 0 });
});

test.skipIf(DERIBIT === null)("Deribit: every ticker's prices become the book's", async () => {
  const symbols = words(`
    BTC-24SEP21-8000-P BTC-30JUL21-24000-P ETH-30JUL21-2800-C BTC-31DEC21-34000-P
    BTC-24SEP21-34000-P BTC-24JUN22-15000-C BTC-31DEC21-300000-C BTC-25MAR22-30000-C
    ETH-23JUL21-2300-C`);
  const found = await replayCaptures(DERIBIT!, symbols);
  expect(found).toMatchObject({ books: 45, crossed: 0, gaps: 0, badLines: 0 });
  // One option's ticker runs a message ahead of its book.
  expect(found).toMatchObject({ quotes: 73, pricesEqual: 43, pricesFollowed: 73 });
});

test.skipIf(COINBASE_NEW === null)(
  "Coinbase, advanced feed: aggressors meet the book",
  async () => {
    expect(await replayCaptures(COINBASE_NEW!, ["BTC-USD", "ETH-USD"])).toEqual({
      symbols: 2,
      books: 775,
      crossed: 0,
      trades: 79,
      sideAgrees: 71,
      sideDiffers: 0,
      quotes: 154,
      pricesEqual: 132,
      allEqual: 114,
      pricesFollowed: 149,
      gaps: 0,
      badLines: 0,
    });
  },
);

test.skipIf(COINBASE_OLD === null)("Coinbase, old feed: ten books, never crossed", async () => {
  const symbols = words(`
    SKL-USD SKL-BTC BAND-GBP NMR-EUR BAND-BTC YFI-BTC DASH-BTC NU-GBP CRV-EUR SKL-GBP`);
  const found = await replayCaptures(COINBASE_OLD!, symbols);
  expect(found).toMatchObject({ books: 9729, crossed: 0, gaps: 0, badLines: 0 });
  expect(found).toMatchObject({ trades: 97, sideAgrees: 60, sideDiffers: 0 });
});

test.skipIf(KRAKEN_FUTURES === null)("Kraken futures: ten books, never crossed", async () => {
  const symbols = words(`
    FI_BCHUSD_210730 FI_XBTUSD_210730 FI_XBTUSD_210924 PI_XRPUSD FI_ETHUSD_210730 PI_LTCUSD
    FI_BCHUSD_210924 FI_ETHUSD_211231 FI_XRPUSD_210924 PI_ETHUSD`);
  const found = await replayCaptures(KRAKEN_FUTURES!, symbols);
  expect(found).toMatchObject({ books: 7024, crossed: 0, gaps: 0, badLines: 0 });
  expect(found).toMatchObject({ trades: 3, sideAgrees: 3, sideDiffers: 0 });
});

test.skipIf(BYBIT === null)("Bybit v2: eight books, never crossed", async () => {
  const symbols = words("BCHUSDT XTZUSDT UNIUSDT LTCUSDT DOTUSDT LINKUSDT ADAUSDT ETHUSDT");
  const found = await replayCaptures(BYBIT!, symbols);
  expect(found).toMatchObject({ books: 3260, crossed: 0, gaps: 0, badLines: 0, trades: 101 });
});

test.skipIf(BINANCE === null)("Binance: four books from the snapshots asked for", async () => {
  const found = await replayCaptures(BINANCE!, words("SUSHIUSDT AKROUSDT KEEPUSDT CTKUSDT"));
  expect(found).toMatchObject({ books: 756, crossed: 0, gaps: 0, badLines: 0, trades: 91 });
});
