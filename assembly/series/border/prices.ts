/** The border of `series/prices`. A side is 1 for bids, 0 for asks. */
import { BookOfPrices } from "../../layout";
import { pricesBeyond, pricesClear, pricesSet } from "../prices";

/** Empties a planned book. */
export function pricesClearAt(at: usize): void {
  pricesClear(changetype<BookOfPrices>(at));
}

/** Sets a level; 0, and nothing done, where there is no room. */
export function pricesSetAt(at: usize, isBid: u32, price: f64, size: f64): u32 {
  return pricesSet(changetype<BookOfPrices>(at), isBid != 0, price, size) ? 1 : 0;
}

/** Writes price and size of levels worse than `price`, best first; answers how many. */
export function pricesBeyondAt(
  at: usize,
  isBid: u32,
  price: f64,
  levels: u32,
  out: usize,
): u32 {
  return pricesBeyond(changetype<BookOfPrices>(at), isBid != 0, price, levels, out);
}
