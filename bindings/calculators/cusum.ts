/** Cumulative sums that tell small departures which last. */
import { type Answers, outsOf } from "./answers.ts";
import { computeOnce } from "./calculator.ts";
import { type ChartOptions, ChartOverSeries, checkSetting } from "./chart-series.ts";
import type { Input } from "./columns.ts";

/** Options of Cusum. */
export interface CusumOptions extends ChartOptions {
  /** Slack in sigmas, half the shift that is looked for; 0.5 if not given. */
  readonly k?: number;
  /** Limit in sigmas, 10 if not given. */
  readonly h?: number;
  /** The sums stop here, so that they come back after a long departure; 2 h if not given. */
  readonly cap?: number;
}

const COLUMNS = ["value", "up", "down", "alarm", "run", "shift"] as const;

/** A column for each answer: sums in sigmas, shift in the unit of the series. */
export type CusumColumns = Answers<(typeof COLUMNS)[number]>;

/**
 * Two-sided tabular CUSUM over a baseline. Its value is the larger sum, negative where it is that
 * of departures downwards. An alarm begins where a sum comes above `h`, and again only when that
 * sum has been back at 0. NaN while the baseline is learned, and where it has no spread.
 *
 * Defaults: `k: 0.5`, `h: 10`, `cap: 2 h`, `baseline: "ewm:1000"`, `nan: "skip"`.
 *
 * Source: E. S. Page, "Continuous Inspection Schemes", Biometrika 41, 1954.
 */
export class Cusum extends ChartOverSeries {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: CusumOptions = {}) {
    super("Cusum", options, ["k", "h", "cap"], () => {
      const limit = checkSetting("Cusum", "h", options.h ?? 10, {});
      const slack = checkSetting("Cusum", "k", options.k ?? 0.5, { isAbove: false });
      const cap = options.cap === Infinity ? Number.MAX_VALUE : (options.cap ?? 2 * limit);
      return {
        kind: "cusum",
        lambda: 1,
        limit,
        slack,
        cap: checkSetting("Cusum", "cap", cap, { low: limit }),
      };
    });
  }

  /** The larger sum, in sigmas. */
  get value(): number {
    return this.answer("score");
  }

  /** Sum of departures upwards. */
  get up(): number {
    return this.answer("outUp");
  }

  /** Sum of departures downwards. */
  get down(): number {
    return this.answer("outDown");
  }

  /** Values since the estimated onset of the larger departure, negative for one downwards. */
  get run(): number {
    return this.answer("value");
  }

  /** The value with which that departure began, counted from 1; NaN where there is none. */
  get onset(): number {
    const run = Math.abs(this.run);
    return run > 0 ? this.count - run + 1 : Number.NaN;
  }

  /** Estimated mean since the onset, in the unit of the series; NaN where there is none. */
  get shift(): number {
    return this.kernels.cusumShiftAt(this.at);
  }

  reset(): void {
    this.kernels.cusumResetAt(this.at);
  }

  /** Takes a value and answers the larger sum, signed. */
  update(x: number): number {
    if (this.isStrict && x - x !== 0) this.refuse(x);
    return this.kernels.cusumUpdateAt(this.at, x);
  }

  /** Takes a column and answers one for each answer; those of `outs` are written to. */
  process(input: Input, outs: Partial<CusumColumns> = {}): CusumColumns {
    const wanted = outsOf(this.who, COLUMNS, outs);
    const columns = this.through([input], wanted, ([from], [a, b, c, d, e, f], count) =>
      this.kernels.cusumProcessAt(this.at, from, a, b, c, d, e, f, count),
    );
    const [value, up, down, alarm, run, shift] = columns;
    return { value, up, down, alarm, run, shift };
  }

  /** The answers after each value of a column. */
  static compute(
    input: Input,
    options: CusumOptions = {},
    outs: Partial<CusumColumns> = {},
  ): CusumColumns {
    return computeOnce(new Cusum(options), (made) => made.process(input, outs));
  }
}
