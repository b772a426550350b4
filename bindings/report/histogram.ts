/**
 * Distribution of a column whose range nobody knows beforehand.
 *
 * Cells lie around 0 on a grid whose width is a power of two; a value beyond the grid doubles the
 * width and merges the cells, so the memory is constant and at least a quarter of the cells lie
 * within the extremes. What is shown is the middle 99 % in at most 100 bars; the tails are counted.
 */
import type { HistogramData } from "./payload.ts";

const HALF = 8192;
const MAX_BARS = 100;
const TAIL_SHARE = 0.005;
/** A smaller width would be subnormal, and its cells could not be told apart. */
const LEAST_WIDTH = 2 ** -1000;

export class Histogram {
  readonly #counts = new Float64Array(2 * HALF);
  /** Width of a cell; 0 while only zeros have been seen. */
  #width = 0;
  #total = 0;

  add(value: number): void {
    if (!Number.isFinite(value)) return;
    if (this.#width === 0 && value !== 0) {
      this.#width = Math.max(powerBelow(Math.abs(value)) / HALF, LEAST_WIDTH);
    }
    while (value !== 0 && !this.#holds(value)) this.#widen();
    const cell = value === 0 ? 0 : Math.floor(value / this.#width);
    this.#counts[HALF + cell]++;
    this.#total++;
  }

  /** The middle of the distribution as bars, and how many values lie outside. */
  bars(): HistogramData {
    if (this.#total === 0) return { from: 0, width: 1, counts: [], below: 0, above: 0 };
    const low = this.#cellOf(TAIL_SHARE * this.#total);
    const high = this.#cellOf((1 - TAIL_SHARE) * this.#total);
    const cellsPerBar = 2 ** Math.max(0, Math.ceil(Math.log2((high - low + 1) / MAX_BARS)));
    const first = Math.floor(low / cellsPerBar);
    const last = Math.floor(high / cellsPerBar);
    const counts = Array.from({ length: last - first + 1 }, (_, bar) =>
      this.#sum((first + bar) * cellsPerBar, (first + bar + 1) * cellsPerBar),
    );
    const width = this.#width === 0 ? 1 : this.#width;
    return {
      from: first * cellsPerBar * width,
      width: cellsPerBar * width,
      counts,
      below: this.#sum(-HALF, first * cellsPerBar),
      above: this.#sum((last + 1) * cellsPerBar, HALF),
    };
  }

  #holds(value: number): boolean {
    const cell = Math.floor(value / this.#width);
    return cell >= -HALF && cell < HALF;
  }

  #widen(): void {
    const before = this.#counts.slice();
    this.#counts.fill(0);
    for (let cell = -HALF; cell < HALF; cell++) {
      this.#counts[HALF + Math.floor(cell / 2)] += before[HALF + cell];
    }
    this.#width *= 2;
  }

  /** The cell in which the sorted values reach `rank`. */
  #cellOf(rank: number): number {
    let seen = 0;
    for (let cell = -HALF; cell < HALF; cell++) {
      seen += this.#counts[HALF + cell];
      if (seen > rank) return cell;
    }
    return HALF - 1;
  }

  #sum(from: number, to: number): number {
    let sum = 0;
    for (const count of this.#counts.subarray(Math.max(HALF + from, 0), HALF + to)) sum += count;
    return sum;
  }
}

function powerBelow(value: number): number {
  return 2 ** Math.floor(Math.log2(value));
}
