/**
 * Rows on a grid of constant size, whatever their number.
 *
 * A bucket holds k consecutive rows; k is 1 until the grid is full, then neighbours are merged and
 * k doubles. What is kept of a bucket (its ends in time, the least and the greatest value of each
 * series, its alarms) survives every merge, so no extreme and no alarm is ever lost, and as long as
 * there are fewer rows than buckets the grid holds the rows themselves.
 */

/** What lies on a grid and is merged with it. */
export interface Merging {
  /** Joins buckets 2i and 2i + 1 into bucket i, for all of them. */
  mergePairs(): void;
}

export class RowGrid {
  readonly capacity: number;
  /** Buckets in use. */
  length = 0;
  rowsPerBucket = 1;
  /** Rows in the last bucket. */
  #filled = 0;
  readonly #first: Float64Array;
  readonly #last: Float64Array;
  readonly #flags: Uint32Array;
  readonly #parts: Merging[] = [];

  /** @param capacity number of buckets, even */
  constructor(capacity: number) {
    this.capacity = capacity;
    this.#first = new Float64Array(capacity);
    this.#last = new Float64Array(capacity);
    this.#flags = new Uint32Array(capacity);
  }

  /** Has `part` merged together with the grid. */
  attach<Part extends Merging>(part: Part): Part {
    this.#parts.push(part);
    return part;
  }

  /**
   * Takes the next row.
   * @returns the bucket it belongs to
   */
  add(timeUs: number, flags: number): number {
    if (this.length === 0 || this.#filled === this.rowsPerBucket) this.#open(timeUs);
    const bucket = this.length - 1;
    this.#filled++;
    this.#last[bucket] = timeUs;
    this.#flags[bucket] |= flags;
    return bucket;
  }

  firstTime(bucket: number): number {
    return this.#first[bucket];
  }

  lastTime(bucket: number): number {
    return this.#last[bucket];
  }

  flags(bucket: number): number {
    return this.#flags[bucket];
  }

  /** Points that a series has: two a bucket, one for each row where buckets are rows. */
  get points(): number {
    return this.rowsPerBucket === 1 ? this.length : 2 * this.length;
  }

  /** Times of the points of every series. */
  times(): Float64Array {
    const times = new Float64Array(this.points);
    const isRows = this.rowsPerBucket === 1;
    for (let bucket = 0; bucket < this.length; bucket++) {
      times[isRows ? bucket : 2 * bucket] = this.#first[bucket];
      if (!isRows) times[2 * bucket + 1] = this.#last[bucket];
    }
    return times;
  }

  #open(timeUs: number): void {
    if (this.length === this.capacity) this.#merge();
    this.#first[this.length] = timeUs;
    this.#flags[this.length] = 0;
    this.#filled = 0;
    this.length++;
  }

  #merge(): void {
    const half = this.capacity / 2;
    for (let into = 0; into < half; into++) {
      this.#first[into] = this.#first[2 * into];
      this.#last[into] = this.#last[2 * into + 1];
      this.#flags[into] = this.#flags[2 * into] | this.#flags[2 * into + 1];
    }
    for (const part of this.#parts) part.mergePairs();
    this.length = half;
    this.rowsPerBucket *= 2;
  }
}

/** Least and greatest value of each bucket, and which of them came first. */
export class MinMaxSeries implements Merging {
  readonly #grid: RowGrid;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #isLowFirst: Uint8Array;

  constructor(grid: RowGrid) {
    this.#grid = grid;
    this.#low = new Float64Array(grid.capacity).fill(NaN);
    this.#high = new Float64Array(grid.capacity).fill(NaN);
    this.#isLowFirst = new Uint8Array(grid.capacity);
  }

  /** Takes the value of the newest row; NaN is unknown and leaves no trace. */
  add(bucket: number, value: number): void {
    if (Number.isNaN(value)) return;
    const isFirst = Number.isNaN(this.#low[bucket]);
    if (isFirst || value > this.#high[bucket]) {
      this.#high[bucket] = value;
      this.#isLowFirst[bucket] = 1;
    }
    if (isFirst || value < this.#low[bucket]) {
      this.#low[bucket] = value;
      this.#isLowFirst[bucket] = 0;
    }
  }

  mergePairs(): void {
    const low = this.#low;
    const high = this.#high;
    for (let into = 0; into < low.length / 2; into++) {
      const a = 2 * into;
      const b = a + 1;
      const isLowInB = Number.isNaN(low[a]) || low[b] < low[a];
      const isHighInB = Number.isNaN(high[a]) || high[b] > high[a];
      const same = this.#isLowFirst[isLowInB ? b : a];
      this.#isLowFirst[into] = isLowInB === isHighInB ? same : Number(isHighInB);
      low[into] = low[isLowInB ? b : a];
      high[into] = high[isHighInB ? b : a];
    }
    low.fill(NaN, low.length / 2);
    high.fill(NaN, high.length / 2);
  }

  /** Whether any value was known. */
  get isKnown(): boolean {
    return this.#low.some((value) => !Number.isNaN(value));
  }

  /** Values at the times of the grid: both extremes of a bucket in the order they came. */
  values(): Float64Array {
    const { length, points, rowsPerBucket } = this.#grid;
    if (rowsPerBucket === 1) return this.#low.slice(0, length);
    const values = new Float64Array(points);
    for (let bucket = 0; bucket < length; bucket++) {
      const isLowFirst = this.#isLowFirst[bucket] === 1;
      values[2 * bucket] = isLowFirst ? this.#low[bucket] : this.#high[bucket];
      values[2 * bucket + 1] = isLowFirst ? this.#high[bucket] : this.#low[bucket];
    }
    return values;
  }
}

/** Alarms of one direction: how many began in each bucket, and the first of them exactly. */
export class Marks implements Merging {
  /** Alarms taken. */
  total = 0;
  readonly #counts: Float64Array;
  readonly #times: Float64Array;
  readonly #values: Float64Array;

  constructor(grid: RowGrid) {
    this.#counts = new Float64Array(grid.capacity);
    this.#times = new Float64Array(grid.capacity);
    this.#values = new Float64Array(grid.capacity);
  }

  add(bucket: number, timeUs: number, value: number): void {
    this.total++;
    if (this.#counts[bucket]++ > 0) return;
    this.#times[bucket] = timeUs;
    this.#values[bucket] = value;
  }

  mergePairs(): void {
    const counts = this.#counts;
    for (let into = 0; into < counts.length / 2; into++) {
      const from = counts[2 * into] > 0 ? 2 * into : 2 * into + 1;
      this.#times[into] = this.#times[from];
      this.#values[into] = this.#values[from];
      counts[into] = counts[2 * into] + counts[2 * into + 1];
    }
    counts.fill(0, counts.length / 2);
  }

  /** The marks, oldest first. */
  marks(): { time: number; value: number; count: number }[] {
    return Array.from(this.#counts, (count, bucket) => ({
      time: this.#times[bucket],
      value: this.#values[bucket],
      count,
    })).filter(({ count }) => count > 0);
  }
}
