/**
 * Silent stretches: the longest pauses between messages. A pause is listed if it lasts at least a
 * second and a hundred times the mean pause; a market may be closed or quiet, so it is no fault.
 */
const KEPT = 5;
const SHORTEST_US = 1e6;
const TIMES_MEAN = 100;

export interface Silence {
  readonly fromUs: number;
  readonly lengthUs: number;
}

export class Silences {
  #longest: Silence[] = [];
  #lastUs = NaN;
  #totalUs = 0;
  #pauses = 0;

  /** A message at `timeUs`. */
  add(timeUs: number): void {
    const lengthUs = timeUs - this.#lastUs;
    if (lengthUs > 0) {
      this.#totalUs += lengthUs;
      if (lengthUs >= SHORTEST_US) this.#keep({ fromUs: this.#lastUs, lengthUs });
    }
    if (lengthUs >= 0) this.#pauses++;
    if (!(timeUs < this.#lastUs)) this.#lastUs = timeUs;
  }

  /** The longest ones, longest first. */
  get longest(): Silence[] {
    const least = (this.#totalUs / Math.max(this.#pauses, 1)) * TIMES_MEAN;
    return this.#longest.filter(({ lengthUs }) => lengthUs >= least);
  }

  #keep(silence: Silence): void {
    this.#longest.push(silence);
    this.#longest.sort((a, b) => b.lengthUs - a.lengthUs);
    this.#longest.length = Math.min(this.#longest.length, KEPT);
  }
}
