/**
 * Random numbers that are the same on every machine, to the bit: integer operations, + - * /, and
 * comparisons only. `Math.log` and its like may differ in the last bit between JavaScript engines.
 *
 * Source: sfc32 of C. Doty-Humphrey's PractRand, seeded by running it in; exponential variates by
 * comparisons after J. von Neumann, "Various techniques used in connection with random
 * digits", 1951.
 */

const TWO_32 = 4294967296;
const WARM_UP = 16;

export class SyntheticRandom {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param seed any safe integer; both of its 32-bit halves count */
  constructor(seed: number) {
    this.#a = 0x9e3779b9;
    this.#b = Math.floor(seed / TWO_32) | 0;
    this.#c = seed | 0;
    for (let i = 0; i < WARM_UP; i++) this.#next();
  }

  /** In (0, 1], a multiple of 2^-32. */
  uniform(): number {
    return (this.#next() + 1) / TWO_32;
  }

  /** Integer in [from, to]. */
  integer(from: number, to: number): number {
    return from + Math.floor((this.#next() / TWO_32) * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.#next() < probability * TWO_32;
  }

  /** Exponential with mean 1. */
  exponential(): number {
    for (let whole = 0; ; whole++) {
      const first = this.uniform();
      let last = first;
      let isOdd = true;
      for (;;) {
        const next = this.uniform();
        if (next >= last) break;
        last = next;
        isOdd = !isOdd;
      }
      if (isOdd) return whole + first;
    }
  }

  /** P(x > k) = scale / (scale + k): median `scale`, a tail like that of order sizes. */
  heavyTail(scale: number): number {
    return scale * (1 / this.uniform() - 1);
  }

  #next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum >>> 0;
  }
}
