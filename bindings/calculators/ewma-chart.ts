/** EWMA control chart. */
import { type Answers, outsOf } from "./answers.ts";
import { computeOnce } from "./calculator.ts";
import { type ChartOptions, ChartOverSeries, checkSetting } from "./chart-series.ts";
import type { Input } from "./columns.ts";

/** Options of EwmaChart. */
export interface EwmaChartOptions extends ChartOptions {
  /** Memory in (0, 1], 0.2 if not given; 1 forgets at once. */
  readonly lambda?: number;
  /** Sigmas of the chart beyond which it alarms, 4.8 if not given. */
  readonly limit?: number;
}

const COLUMNS = ["score", "level", "upper", "lower", "alarm"] as const;

/** A column for each answer: score in sigmas, level and limits in the unit of the series. */
export type EwmaChartColumns = Answers<(typeof COLUMNS)[number]>;

/**
 * Whether a series has left the place where it usually lives: the exponentially weighted mean of
 * its distance from the baseline, in sigmas of the chart. The limits are the exact ones from the
 * first value on. NaN while the baseline is learned, and where it has no spread.
 *
 * Defaults: `lambda: 0.2`, `limit: 4.8`, `baseline: "ewm:1000"`, `nan: "skip"`.
 *
 * Source: S. W. Roberts, "Control Chart Tests Based on Geometric Moving Averages", Technometrics
 * 1(3), 1959.
 */
export class EwmaChart extends ChartOverSeries {
  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: EwmaChartOptions = {}) {
    super("EwmaChart", options, ["lambda", "limit"], () => ({
      kind: "ewma",
      lambda: checkSetting("EwmaChart", "lambda", options.lambda ?? 0.2, { high: 1 }),
      limit: checkSetting("EwmaChart", "limit", options.limit ?? 4.8, {}),
      slack: 0,
      cap: 0,
    }));
  }

  /** The newest score, positive above the centre. */
  get value(): number {
    return this.answer("score");
  }

  /** Weighted mean of the series, in its unit. */
  get level(): number {
    return this.kernels.ewmaChartLevelAt(this.at);
  }

  /** Upper limit of the level, in the unit of the series. */
  get upper(): number {
    return this.kernels.ewmaChartLimitAt(this.at, 1);
  }

  /** Lower limit of the level, in the unit of the series. */
  get lower(): number {
    return this.kernels.ewmaChartLimitAt(this.at, -1);
  }

  reset(): void {
    this.kernels.ewmaChartResetAt(this.at);
  }

  /** Takes a value and answers its score. */
  update(x: number): number {
    if (this.isStrict && x - x !== 0) this.refuse(x);
    return this.kernels.ewmaChartUpdateAt(this.at, x);
  }

  /** Takes a column and answers one for each answer; those of `outs` are written to. */
  process(input: Input, outs: Partial<EwmaChartColumns> = {}): EwmaChartColumns {
    const wanted = outsOf(this.who, COLUMNS, outs);
    const columns = this.through([input], wanted, ([from], [a, b, c, d, e], count) =>
      this.kernels.ewmaChartProcessAt(this.at, from, a, b, c, d, e, count),
    );
    const [score, level, upper, lower, alarm] = columns;
    return { score, level, upper, lower, alarm };
  }

  /** The answers after each value of a column. */
  static compute(
    input: Input,
    options: EwmaChartOptions = {},
    outs: Partial<EwmaChartColumns> = {},
  ): EwmaChartColumns {
    return computeOnce(new EwmaChart(options), (made) => made.process(input, outs));
  }
}
