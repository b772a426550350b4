/**
 * The trades of the expert: one ring, three windows by time, sums in whole lots and ticks around an
 * anchor, so that adding and removing is exact.
 */
const SPANS_US = [1e6, 10e6, 60e6];
const LONGEST = SPANS_US.length - 1;
const FIRST_CAPACITY = 1 << 16;
/** A price this near a whole tick is on it. */
const GRID_TOLERANCE = 2 ** -10;

// places in `sums`
const SIGNED = 0;
const SIDED = 3;
const WEIGHT = 6;
const MOMENT = 7;
const ANCHOR = 8;
const LAST_TICKS = 9;

export interface ExpertTrades {
  /** @param side +1 buy, -1 sell, 0 unknown */
  add(time: number, ticks: number, lots: number, side: number): void;
  /** Drops what is older than the windows at `time`. */
  advance(time: number): void;
  /** (buy - sell) / (buy + sell) of window 0 (1 s), 1 (10 s) or 2 (60 s). */
  imbalance(window: number): number;
  /** Volume-weighted price of the longest window, in ticks. */
  vwapTicks(): number;
  lastTicks(): number;
  reset(): void;
}

export function createExpertTrades(): ExpertTrades {
  const sums = new Float64Array(10);
  const tails = new Int32Array(SPANS_US.length);
  let times = new Float64Array(FIRST_CAPACITY);
  let lotsOf = new Float64Array(FIRST_CAPACITY);
  let sides = new Int8Array(FIRST_CAPACITY);
  let offsets = new Float64Array(FIRST_CAPACITY);
  let head = 0;

  function add(time: number, price: number, lots: number, side: number): void {
    if (head - tails[LONGEST] === times.length) grow();
    const whole = Math.floor(price + 0.5);
    const ticks = Math.abs(price - whole) < GRID_TOLERANCE ? whole : price;
    if (head === tails[LONGEST]) anchorAt(ticks);
    const offset = ticks - sums[ANCHOR];
    const at = head & (times.length - 1);
    times[at] = time;
    lotsOf[at] = lots;
    sides[at] = side;
    offsets[at] = offset;
    head = (head + 1) | 0;
    for (let window = 0; window <= LONGEST; window++) count(window, lots, side);
    sums[WEIGHT] += lots;
    sums[MOMENT] += lots * offset;
    sums[LAST_TICKS] = ticks;
  }

  function count(window: number, lots: number, side: number): void {
    sums[SIGNED + window] += lots * side;
    sums[SIDED + window] += lots * (side & 1);
  }

  function anchorAt(ticks: number): void {
    sums[ANCHOR] = ticks;
    sums[WEIGHT] = 0;
    sums[MOMENT] = 0;
  }

  function grow(): void {
    const from = [times, lotsOf, sides, offsets] as const;
    const mask = times.length - 1;
    const capacity = times.length * 2;
    times = new Float64Array(capacity);
    lotsOf = new Float64Array(capacity);
    sides = new Int8Array(capacity);
    offsets = new Float64Array(capacity);
    for (let position = tails[LONGEST]; position < head; position++) {
      const at = position & (capacity - 1);
      times[at] = from[0][position & mask];
      lotsOf[at] = from[1][position & mask];
      sides[at] = from[2][position & mask];
      offsets[at] = from[3][position & mask];
    }
  }

  function advance(time: number): void {
    for (let window = 0; window <= LONGEST; window++) {
      const limit = time - SPANS_US[window];
      let tail = tails[window];
      while (tail !== head && times[tail & (times.length - 1)] <= limit) {
        const at = tail & (times.length - 1);
        count(window, -lotsOf[at], sides[at]);
        if (window === LONGEST) {
          sums[WEIGHT] -= lotsOf[at];
          sums[MOMENT] -= lotsOf[at] * offsets[at];
        }
        tail++;
      }
      tails[window] = tail;
    }
  }

  function imbalance(window: number): number {
    return sums[SIGNED + window] / sums[SIDED + window];
  }

  function vwapTicks(): number {
    return sums[ANCHOR] + sums[MOMENT] / sums[WEIGHT];
  }

  function reset(): void {
    sums.fill(0);
    tails.fill(0);
    sums[LAST_TICKS] = Number.NaN;
    head = 0;
  }

  reset();
  return { add, advance, imbalance, vwapTicks, lastTicks: () => sums[LAST_TICKS], reset };
}
