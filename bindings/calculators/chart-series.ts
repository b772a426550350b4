/** What the control charts share: their baseline, and the record of the engine's chart. */
import { chartFacts } from "../core/chart-facts.ts";
import { type ChartSpec, parseBaseline } from "../core/grammar.ts";
import { Chart, ChartSeries } from "../core/layout.ts";
import { RecordView } from "../core/record.ts";
import { Calculator } from "./calculator.ts";
import { checkNames, type SeriesOptions } from "./options.ts";

/** Options that both control charts have. */
export interface ChartOptions extends SeriesOptions {
  /**
   * Where the series usually lives: `fixed:mean:sigma`, `phase1:values` (mean and sigma of the
   * first ones, ddof 1) or `ewm:halfLife` in values (default `ewm:1000`), which learns on but not
   * from values that alarm, for at most five half-lives.
   */
  readonly baseline?: string;
}

/** What a chart is told besides its baseline. */
export type ChartPlan = Pick<ChartSpec, "kind" | "lambda" | "limit" | "slack" | "cap">;

export abstract class ChartOverSeries extends Calculator {
  readonly #warm: number;

  protected constructor(
    who: string,
    options: ChartOptions,
    known: readonly string[],
    plan: () => ChartPlan,
  ) {
    checkNames(who, options, [...known, "baseline", "nan"]);
    const text = options.baseline ?? "ewm:1000";
    const facts = chartFacts({ ...plan(), source: who, baseline: parseBaseline(text, who) });
    super(who, options, ChartSeries.bytes + Chart.bytes);
    this.#warm = facts.warm;
    this.record(ChartSeries).set({ unknown: this.unknown });
    this.#chart.set(facts);
    this.reset();
  }

  get count(): number {
    this.kernels.heapBaseAt();
    return this.record(ChartSeries).get("count");
  }

  get ready(): boolean {
    return this.count > this.#warm;
  }

  /** +1 or -1 where an alarm begins, otherwise 0. */
  get alarm(): number {
    return this.answer("alarm");
  }

  /** Centre that the newest value was measured from. */
  get center(): number {
    return this.answer("usedCenter");
  }

  /** Sigma that it was measured by. */
  get sigma(): number {
    return this.answer("usedSigma");
  }

  /** A field of the chart. */
  protected answer(name: keyof typeof Chart.fields): number {
    this.kernels.heapBaseAt();
    return this.#chart.get(name);
  }

  get #chart(): RecordView<typeof Chart> {
    const view = new DataView(this.memory.memory.buffer);
    return new RecordView(view, Chart, this.at + ChartSeries.bytes);
  }
}

/** @throws {RangeError} if a setting is not a number from `low` (or above it) to `high` */
export function checkSetting(
  who: string,
  name: string,
  value: number,
  { low = 0, high = Number.MAX_VALUE, isAbove = true },
): number {
  const isInside = isAbove ? value > low : value >= low;
  if (typeof value === "number" && isInside && value <= high) return value;
  const from = `${isAbove ? "above" : "from"} ${low}`;
  const range = high === Number.MAX_VALUE ? from : `${from} to ${high}`;
  throw new RangeError(`volume-imbalance/${who}: ${name} must be a number ${range}, was ${value}`);
}
