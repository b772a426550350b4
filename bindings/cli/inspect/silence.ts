/**
 * Silent stretches: pauses between messages that are much longer than usual, which is at least a
 * second and ten times what 99 of 100 pauses do not exceed. A market may be closed or quiet, so a
 * silence is no fault.
 */
import { Quantiles } from "./quantiles.ts";

const KEPT = 5;
const SHORTEST_US = 1e6;
const USUAL_SHARE = 0.99;
const TIMES_USUAL = 10;

export interface Silence {
  readonly fromUs: number;
  readonly lengthUs: number;
}

export class Silences {
  readonly #longest: Silence[] = [];
  readonly #pauses = new Quantiles();
  #lastUs = NaN;

  /** A message at `timeUs`; one that is older than another ends no pause. */
  add(timeUs: number): void {
    const lengthUs = timeUs - this.#lastUs;
    if (lengthUs < 0) return;
    if (lengthUs >= 0) this.#pauses.add(lengthUs);
    if (lengthUs >= SHORTEST_US) this.#keep({ fromUs: this.#lastUs, lengthUs });
    this.#lastUs = timeUs;
  }

  /** Shortest pause that is called a silence. */
  get leastUs(): number {
    const usual = this.#pauses.count === 0 ? 0 : this.#pauses.at(USUAL_SHARE);
    return Math.max(SHORTEST_US, usual * TIMES_USUAL);
  }

  /** The longest ones, longest first. */
  get longest(): Silence[] {
    const { leastUs } = this;
    return this.#longest.filter(({ lengthUs }) => lengthUs >= leastUs);
  }

  #keep(silence: Silence): void {
    this.#longest.push(silence);
    this.#longest.sort((a, b) => b.lengthUs - a.lengthUs);
    this.#longest.length = Math.min(this.#longest.length, KEPT);
  }
}
