/**
 * What tardis-dev offers around order books, with its names, over the core.
 *
 * @module volume-imbalance/compat/tardis-dev
 */
export {
  type BookChangeMessage,
  computeSignals,
  type Origin,
  type SignalsComputable,
  type SignalsMessage,
  type SignalsOptions,
  type TradeMessage,
} from "./compute-signals.ts";
export {
  type BookChange,
  type BookPriceLevel,
  type OnLevelRemovedCB,
  OrderBook,
  type OrderBookOptions,
} from "./order-book.ts";
