/** What an expert writes by hand: a class over typed arrays, one value at a time, unchecked. */
import { alphaOf, type Contestant, type Kernel, streamed } from "../kernel.ts";

class Sum {
  readonly #ring: Float64Array;
  readonly #window: number;
  #at = 0;
  #count = 0;
  #sum = 0;

  constructor(window: number) {
    this.#ring = new Float64Array(window);
    this.#window = window;
  }

  update(x: number): number {
    const at = this.#at;
    this.#sum += x - this.#ring[at];
    this.#ring[at] = x;
    this.#at = at + 1 === this.#window ? 0 : at + 1;
    if (this.#count < this.#window) this.#count++;
    return this.#count < this.#window ? Number.NaN : this.#sum;
  }
}

/** Values after which sums are taken anew around a new shift, or rounding would show. */
const ANEW = 4096;

class Moments {
  readonly #ring: Float64Array;
  readonly #window: number;
  readonly #statistic: string;
  #at = 0;
  #count = 0;
  #left = ANEW;
  #shift = 0;
  #first = 0;
  #second = 0;

  constructor({ statistic, window }: Kernel) {
    this.#ring = new Float64Array(window);
    this.#window = window;
    this.#statistic = statistic;
  }

  update(x: number): number {
    const at = this.#at;
    const window = this.#window;
    if (this.#count === 0) {
      this.#shift = x;
      this.#ring.fill(x);
    }
    const d = x - this.#shift;
    const old = this.#ring[at] - this.#shift;
    this.#ring[at] = x;
    this.#first += d - old;
    this.#second += d * d - old * old;
    if (--this.#left === 0) this.#anew();
    this.#at = at + 1 === window ? 0 : at + 1;
    if (this.#count < window) this.#count++;
    if (this.#count < window) return Number.NaN;
    return this.#answer(x, window);
  }

  #anew(): void {
    this.#left = ANEW;
    this.#shift = this.#ring[this.#at];
    this.#first = 0;
    this.#second = 0;
    for (const x of this.#ring) {
      this.#first += x - this.#shift;
      this.#second += (x - this.#shift) ** 2;
    }
  }

  #answer(x: number, window: number): number {
    const mean = this.#first / window;
    const sigma = Math.sqrt(Math.max(this.#second / window - mean * mean, 0));
    if (this.#statistic === "sigma") return sigma;
    return this.#statistic === "zscore"
      ? (x - this.#shift - mean) / sigma
      : this.#shift + mean + 2 * sigma;
  }
}

function updateOf(kernel: Kernel): ((x: number) => number) | undefined {
  const { statistic, window } = kernel;
  if (statistic === "sum" || statistic === "mean") {
    const sum = new Sum(window);
    return statistic === "sum" ? (x) => sum.update(x) : (x) => sum.update(x) / window;
  }
  if (statistic === "ewma" || statistic === "ewvariance") return weighted(kernel);
  const moments = new Moments(kernel);
  return (x) => moments.update(x);
}

function weighted(kernel: Kernel): (x: number) => number {
  const alpha = alphaOf(kernel);
  const isMean = kernel.statistic === "ewma";
  let isFirst = true;
  let mean = 0;
  let variance = 0;
  return (x) => {
    if (isFirst) {
      isFirst = false;
      mean = x;
    }
    const d = x - mean;
    mean += alpha * d;
    if (isMean) return mean;
    variance = (1 - alpha) * (variance + alpha * d * d);
    return variance;
  };
}

export const contestant: Contestant = {
  name: "expert JavaScript, streaming",
  version: process.versions.node,
  run(kernel, column) {
    const update = updateOf(kernel);
    return update && { answers: streamed(column, update) };
  },
};
