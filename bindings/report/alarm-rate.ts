/**
 * Alarms over time, chart by chart: bins of a minute at first, of longer natural spans once there
 * would be too many. Each span divides the next, so nothing is cut in two by a merge.
 */
import type { AlarmRateData } from "./payload.ts";

const MINUTE_US = 6e7;
/** Minutes: 1, 5, 15, an hour, 6 hours, a day, a week; then doubling. */
const SPANS = [1, 5, 15, 60, 360, 1440, 10080];
const MAX_BINS = 120;

export class AlarmRate {
  readonly #names: readonly string[];
  readonly #counts: Map<number, number>[];
  #span = 0;
  #first = NaN;
  #last = NaN;

  /** @param names the charts */
  constructor(names: readonly string[]) {
    this.#names = names;
    this.#counts = names.map(() => new Map());
  }

  /** Says that the market was watched at this time. */
  pass(timeUs: number): void {
    if (Number.isNaN(this.#first)) this.#first = timeUs;
    this.#last = timeUs;
    while (this.#bin(timeUs) - this.#bin(this.#first) >= MAX_BINS) this.#widen();
  }

  /** Counts an alarm of a chart, after `pass` of its time. */
  add(chart: number, timeUs: number): void {
    const bin = this.#bin(timeUs);
    this.#counts[chart].set(bin, (this.#counts[chart].get(bin) ?? 0) + 1);
  }

  data(): AlarmRateData | null {
    if (this.#names.length === 0 || Number.isNaN(this.#first)) return null;
    const first = this.#bin(this.#first);
    const length = this.#bin(this.#last) - first + 1;
    const charts = this.#names.map((name, chart) => ({
      name,
      counts: Array.from({ length }, (_, bin) => this.#counts[chart].get(first + bin) ?? 0),
    }));
    return { fromUs: first * this.#widthUs, widthUs: this.#widthUs, charts };
  }

  get #widthUs(): number {
    const last = SPANS.length - 1;
    const minutes = SPANS[Math.min(this.#span, last)] * 2 ** Math.max(0, this.#span - last);
    return minutes * MINUTE_US;
  }

  #bin(timeUs: number): number {
    return Math.floor(timeUs / this.#widthUs);
  }

  #widen(): void {
    const before = this.#widthUs;
    this.#span++;
    const ratio = this.#widthUs / before;
    this.#counts.forEach((counts, chart) => {
      const merged = new Map<number, number>();
      for (const [bin, count] of counts) {
        const into = Math.floor(bin / ratio);
        merged.set(into, (merged.get(into) ?? 0) + count);
      }
      this.#counts[chart] = merged;
    });
  }
}
