/**
 * `bookDepth` of Binance's public archive: about twice a minute, how much lies within 1, 2, ... 5 %
 * of the middle price, as sums. It has neither prices nor levels, and nothing of it can be a tick.
 * It is recognised only to say so.
 *
 * Source: https://github.com/binance/binance-public-data
 */
import { FormatError } from "../../core/errors.ts";
import type { Format } from "../format.ts";

const HEADER = /^timestamp,percentage,depth,notional$/i;
const ROW = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,-?\d(\.\d+)?,[\d.]+,[\d.]+$/;

export const binanceBookDepth: Format = {
  name: "binance-book-depth",
  looksLike: "`timestamp,percentage,depth,notional`; recognised, but it holds no book",
  recognises: ({ lines }) => HEADER.test(lines[0].trim()) || ROW.test(lines[0].trim()),
  open: async ([path]) => {
    throw new FormatError(
      `volume-imbalance/binance-book-depth: "${path}" holds sums of depth within a few percent ` +
        "of the middle price, no prices and no levels: it cannot become a book; for best quotes " +
        "take the bookTicker file, for levels the historical depth (T_DEPTH) or a recording",
    );
  },
};
