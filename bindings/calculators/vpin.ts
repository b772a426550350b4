/** VPIN. */
import { VpinState } from "../core/layout.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { FlowCalculator } from "./flow-window.ts";
import { checkChoice, checkNames, MOST_ROWS, type SeriesOptions } from "./options.ts";
import { studentScale } from "./student-t.ts";

const WHO = "Vpin";
const KNOWN = [
  "bucketVolume",
  "buckets",
  "classify",
  "sigma",
  "sigmaWindow",
  "degreesOfFreedom",
  "nan",
];

/** Options of Vpin. */
export interface VpinOptions extends SeriesOptions {
  /**
   * Volume of a bucket, in the unit of size; must be given. The authors take a fiftieth of a day's
   * volume.
   */
  readonly bucketVolume: number;
  /** Buckets of the window; default 50. */
  readonly buckets?: number;
  /**
   * Who bought: `sides` (default), as the trades say; `bulk`, by how probable a smaller change of
   * price than that of each bar is.
   */
  readonly classify?: "sides" | "bulk";
  /** For `bulk`: standard deviation of the changes, in the unit of price. */
  readonly sigma?: number;
  /** For `bulk` without a given sigma: changes before a bar that it is taken from; default 50. */
  readonly sigmaWindow?: number;
  /**
   * For `bulk`: changes over sigma follow Student's t of so many degrees of freedom, any number
   * above 0 (0.25 in the authors' paper on bulk classification); the normal distribution if not
   * given.
   */
  readonly degreesOfFreedom?: number;
}

/** Columns of trades with sides, or for `bulk` of bars with closing prices. */
export type VpinColumns =
  | { readonly size: Input; readonly side: Input }
  | { readonly size: Input; readonly price: Input };

/**
 * Share of volume by which buyers and sellers differed over the last buckets of equal volume, 0 to
 * 1. Trades are split across buckets. An unknown value that is propagated stays until reset.
 *
 * Bulk shares are right to 1e-13, of the normal distribution and of Student's t.
 *
 * Defaults: `buckets: 50`, `classify: "sides"`, `sigmaWindow: 50`, no `degreesOfFreedom` (normal),
 * `nan: "skip"`; `bucketVolume` must be given.
 *
 * Source: D. Easley, M. Lopez de Prado and M. O'Hara, "Flow Toxicity and Liquidity in a
 * High-frequency World", Review of Financial Studies 25(5), 2012; Student's t: the same, "Bulk
 * Classification of Trading Activity", Johnson School Research Paper 8-2012.
 */
export class Vpin extends FlowCalculator {
  readonly #isBulk: boolean;

  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: VpinOptions) {
    checkNames(WHO, options, KNOWN);
    const isBulk = checkChoice(WHO, "classify", options.classify, ["sides", "bulk"]) === "bulk";
    const bucketVolume = positive("bucketVolume", options.bucketVolume);
    const buckets = whole("buckets", options.buckets ?? 50, 1);
    const isGiven = options.sigma !== undefined;
    const sigma = options.sigma === undefined ? Number.NaN : positive("sigma", options.sigma);
    const sigmaWindow = whole("sigmaWindow", options.sigmaWindow ?? 50, 2);
    const degrees = checkDegrees(options.degreesOfFreedom, isBulk);
    const changes = isBulk && !isGiven ? sigmaWindow : 0;
    super(WHO, options, VpinState.bytes + (buckets + changes) * 8);
    this.#isBulk = isBulk;
    const { unknown } = this;
    this.record(VpinState).set({
      buckets,
      changes,
      bucketVolume,
      sigma,
      degrees,
      scale: studentScale(degrees / 2),
      isBulk: isBulk ? 1 : 0,
      unknown,
    });
    this.reset();
  }

  /** Buckets that have been filled. */
  get closed(): number {
    this.kernels.takenAt(this.at);
    return this.record(VpinState).get("closed");
  }

  reset(): void {
    this.kernels.vpinResetAt(this.at);
  }

  /** Takes the size of a trade and its side, or for `bulk` of a bar and its closing price. */
  update(size: number, sideOrPrice: number): number {
    if (this.isStrict && (!(size >= 0 && size < Infinity) || sideOrPrice - sideOrPrice !== 0)) {
      this.refuse(sideOrPrice - sideOrPrice !== 0 ? sideOrPrice : size);
    }
    return this.kernels.vpinUpdateAt(this.at, size, sideOrPrice);
  }

  /** Takes columns and answers after each trade. */
  process(trades: VpinColumns, out?: Float64Array): Float64Array {
    const name = this.#isBulk ? "price" : "side";
    const what = (trades as Record<string, Input>)[name];
    return this.through([trades.size, what], [out], ([sizes, whats], [to], count) =>
      this.kernels.vpinProcessAt(this.at, sizes, whats, to, count),
    )[0];
  }

  /** The answers after each trade of columns. */
  static compute(trades: VpinColumns, options: VpinOptions, out?: Float64Array): Float64Array {
    return computeOnce(new Vpin(options), (made) => made.process(trades, out));
  }
}

function positive(name: string, value: number): number {
  if (value > 0 && value < Infinity) return value;
  throw new RangeError(`volume-imbalance/${WHO}: ${name} must be positive, was ${String(value)}`);
}

/** Degrees of freedom, 0 for the normal distribution. */
function checkDegrees(degrees: number | undefined, isBulk: boolean): number {
  if (degrees === undefined) return 0;
  if (isBulk) return positive("degreesOfFreedom", degrees);
  throw new RangeError(
    `volume-imbalance/${WHO}: degreesOfFreedom is for classify "bulk"; leave it out for trades ` +
      "with sides",
  );
}

function whole(name: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least && value <= MOST_ROWS) return value;
  throw new RangeError(
    `volume-imbalance/${WHO}: ${name} must be a whole number from ${least}, was ${String(value)}`,
  );
}
