/**
 * Columns of pairs through a full window by rows.
 *
 * In    columns of x and y
 * Out   a column of covariance or correlation, or the three columns of a line
 * Keeps PairWindow and its ring, as series/pair
 * Cost  a division, or a root of two values and a division for the correlation
 *
 * The sums stay in registers until a pair is out of the ordinary, which `pairTake` takes. Both do
 * the same operations in the same order: the same bits.
 *
 * Source: own construction.
 */
import * as abi from "../abi";
import { PairEvent, PairWindow, Ring } from "../layout";
import { correlationOf, interceptOf, r2Of, slopeOf } from "./pair-line";
import { MOST } from "./moments";
import { growthOf, keptOf, pairRing, productGrowth, productsOf, squaresOf } from "./pair";

/** Takes pairs up to the first that is out of the ordinary; answers how many. */
// @ts-ignore: decorator
@inline
export function pairRun(
  w: PairWindow,
  xs: usize,
  ys: usize,
  output: usize,
  intercept: usize,
  r2: usize,
  count: u32,
  kind: u32,
): u32 {
  const ring = pairRing(w);
  const rows = w.rows;
  if (rows == 0 || w.unknowns != 0 || ring.head - ring.tail != rows) return 0;
  const record = changetype<usize>(w);
  const room = min<u32>(count, w.left - 1);
  const most = f64x2.splat(MOST);
  const shift = v128.load(record, offsetof<PairWindow>("shiftX"));
  const share = w.share;
  const divisor = w.divisor;
  const events = changetype<usize>(ring) + offsetof<Ring>() + offsetof<PairEvent>("x");
  const mask = ring.mask;
  const tail = ring.tail;
  const head = ring.head;
  let first = v128.load(record, offsetof<PairWindow>("x"));
  let second = v128.load(record, offsetof<PairWindow>("xx"));
  let xy = w.xy;
  let squares = v128.load(record, offsetof<PairWindow>("squaresX"));
  let products = w.products;
  let peak = v128.load(record, offsetof<PairWindow>("peakX"));
  let i: u32 = 0;
  for (; i < room; i++) {
    const place = <usize>i << 3;
    const pair = f64x2(load<f64>(xs + place), load<f64>(ys + place));
    const come = f64x2.sub(pair, shift);
    const oldest = events + <usize>((tail + i) & mask) * offsetof<PairEvent>();
    const gone = f64x2.sub(v128.load(oldest), shift);
    const nextFirst = f64x2.add(first, f64x2.sub(come, gone));
    const nextSecond = f64x2.add(second, growthOf(come, gone));
    const nextSquares = squaresOf(nextFirst, nextSecond, share);
    const nextPeak = f64x2.pmax(peak, nextSecond);
    const isKnown = f64x2.le(f64x2.abs(pair), most);
    if (i64x2.bitmask(v128.and(isKnown, keptOf(nextSquares, nextPeak))) != 3) break;
    v128.store(events + <usize>((head + i) & mask) * offsetof<PairEvent>(), pair);
    first = nextFirst;
    second = nextSecond;
    squares = nextSquares;
    peak = nextPeak;
    xy += productGrowth(come, gone);
    products = productsOf(first, xy, share);
    if (kind == abi.PAIR_COVARIANCE) {
      store<f64>(output + place, products / divisor);
    } else if (kind == abi.PAIR_CORRELATION) {
      store<f64>(output + place, correlationOf(squares, products));
    } else {
      const slope = slopeOf(squares, products);
      store<f64>(output + place, slope);
      store<f64>(intercept + place, interceptOf(shift, first, share, slope));
      store<f64>(r2 + place, r2Of(squares, products, slope));
    }
  }
  v128.store(record, first, offsetof<PairWindow>("x"));
  v128.store(record, second, offsetof<PairWindow>("xx"));
  w.xy = xy;
  v128.store(record, squares, offsetof<PairWindow>("squaresX"));
  w.products = products;
  v128.store(record, peak, offsetof<PairWindow>("peakX"));
  ring.tail = tail + i;
  ring.head = head + i;
  w.left -= i;
  w.taken += <f64>i;
  return i;
}
