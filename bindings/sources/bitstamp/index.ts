/** Recordings of Bitstamp: orders one by one, and trades. */
import { type Format, lineFormat } from "../format.ts";
import { DelimitedDecoder } from "../reading/delimited.ts";
import { headHas } from "./columns.ts";
import { ORDER_COLUMNS } from "./order-row.ts";
import { BitstampOrders } from "./orders.ts";
import { BitstampTrades, TRADE_COLUMNS } from "./trades.ts";

export const bitstampL3: Format = lineFormat({
  name: "bitstamp-l3",
  looksLike: `a header row \`${ORDER_COLUMNS.join(",")}\``,
  recognises: (head) => headHas(head, ORDER_COLUMNS),
  makeDecoder: (options, stats) =>
    new DelimitedDecoder(new BitstampOrders(options, stats), options, stats),
});

export const bitstampTrades: Format = lineFormat({
  name: "bitstamp-trades",
  looksLike: "a header row `trade_id,timestamp,exchange_timestamp,price,amount,...,side`",
  recognises: (head) => headHas(head, TRADE_COLUMNS),
  makeDecoder: (options, stats) =>
    new DelimitedDecoder(new BitstampTrades(options, stats), options, stats),
});
