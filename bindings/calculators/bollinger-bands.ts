/** Bollinger bands. */
import { MOST_MOMENT } from "../../assembly/abi.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { type MomentsOptions, MomentsOverRows } from "./moments.ts";

export interface BollingerOptions extends MomentsOptions {
  /** Half the distance of the edges, in sigmas; default 2. */
  readonly width?: number;
}

/** A column for each answer. */
export interface Bands {
  readonly middle: Float64Array;
  readonly upper: Float64Array;
  readonly lower: Float64Array;
  readonly percentB: Float64Array;
}

/**
 * Mean of the last values and two edges `width` sigmas (2) away from it, in the unit of the values;
 * `percentB` says where the newest value lies: 0 on the lower edge, 1 on the upper, NaN where the
 * edges meet. Sigma is that of the population (`ddof: 0`), as Bollinger's own. `update` answers the
 * middle.
 */
export class BollingerBands extends MomentsOverRows {
  readonly #width: number;

  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: BollingerOptions) {
    const width = options?.width ?? 2;
    if (!(width > 0 && width <= 1e6)) {
      throw new RangeError(
        `volume-imbalance/BollingerBands: width must be a number of sigmas above 0, was ${width}`,
      );
    }
    super("BollingerBands", options, { ddof: 0, known: ["width"], fields: { width } });
    this.#width = width;
  }

  /** The middle. */
  get value(): number {
    return this.kernels.bandsMiddleAt(this.at);
  }

  get upper(): number {
    return this.kernels.bandsEdgeAt(this.at, this.#width);
  }

  get lower(): number {
    return this.kernels.bandsEdgeAt(this.at, -this.#width);
  }

  get percentB(): number {
    return this.kernels.bandsPercentAt(this.at);
  }

  /** Takes a value and answers the middle, NaN while warming up. */
  update(x: number): number {
    if (this.isStrict && !(Math.abs(x) <= MOST_MOMENT)) this.refuse(x);
    return this.kernels.bandsUpdateAt(this.at, x);
  }

  /** Takes a column and answers the bands after each value; the next column continues. */
  process(input: Input, out: Partial<Bands> = {}): Bands {
    const [middle, upper, lower, percentB] = this.through(
      [input],
      [out.middle, out.upper, out.lower, out.percentB],
      ([from], [mid, up, low, percent], count) =>
        this.kernels.bandsProcessAt(this.at, from, mid, up, low, percent, count),
    );
    return { middle, upper, lower, percentB };
  }

  /** The bands after each value of a column. */
  static compute(input: Input, options: BollingerOptions, out?: Partial<Bands>): Bands {
    return computeOnce(new BollingerBands(options), (made) => made.process(input, out));
  }
}
