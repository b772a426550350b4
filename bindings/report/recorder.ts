/**
 * Takes rows as they come and keeps what the page shows of them, in constant memory.
 */
import * as abi from "../../assembly/abi.ts";
import type { SignalTable } from "../core/signal-table.ts";
import { AlarmRate } from "./alarm-rate.ts";
import { Autocorrelation } from "./autocorrelation.ts";
import { Marks, MinMaxSeries, RowGrid } from "./buckets.ts";
import { Histogram } from "./histogram.ts";
import { Moments } from "./moments.ts";
import type { Panel, Terms } from "./panels.ts";
import { planDistributions } from "./panels.ts";

/** Buckets over time: with two points each more than three times what a wide screen shows. */
const BUCKETS = 4096;
const LAGS = 40;

/** Where rows come from: a signal table, or a list of columns in a test. */
export type Rows = Pick<SignalTable, "length" | "borrow" | "borrowFlags">;

interface RecordedLine {
  readonly terms: readonly (readonly [weight: 1 | -1, column: number])[];
  readonly series: MinMaxSeries;
}

interface RecordedChart {
  readonly column: number;
  readonly up: Marks;
  readonly down: Marks;
  readonly upTerms: RecordedLine["terms"];
  readonly downTerms: RecordedLine["terms"];
}

interface RecordedDistribution {
  readonly name: string;
  readonly unit: string;
  readonly column: number;
  readonly histogram: Histogram;
  readonly autocorrelation: Autocorrelation;
}

export class Recorder {
  readonly columns: readonly string[];
  readonly panels: readonly Panel[];
  readonly grid: RowGrid;
  readonly moments: readonly Moments[];
  readonly distributions: readonly RecordedDistribution[];
  readonly rate: AlarmRate;
  rows = 0;
  firstTime = NaN;
  lastTime = NaN;
  readonly #lines: readonly (readonly RecordedLine[])[];
  readonly #charts: readonly (RecordedChart | null)[];
  readonly #alarming: readonly RecordedChart[];

  /**
   * @param columns names of all columns that the rows have
   * @param buckets even number of buckets over time
   */
  constructor(columns: readonly string[], panels: readonly Panel[], buckets = BUCKETS) {
    const index = new Map(columns.map((name, at) => [name, at]));
    const indexOf = (name: string) => index.get(name) as number;
    const indexed = (terms: Terms) =>
      terms.map(([weight, name]) => [weight, indexOf(name)] as const);
    const grid = new RowGrid(buckets);
    this.columns = columns;
    this.panels = panels;
    this.grid = grid;
    this.moments = columns.map(() => new Moments());
    this.#lines = panels.map(({ lines }) =>
      lines.map(({ terms }) => ({
        terms: indexed(terms),
        series: grid.attach(new MinMaxSeries(grid)),
      })),
    );
    this.#charts = panels.map(({ alarms }) => {
      if (alarms === undefined) return null;
      const up = grid.attach(new Marks(grid));
      const down = grid.attach(new Marks(grid));
      const terms = { upTerms: indexed(alarms.up), downTerms: indexed(alarms.down) };
      return { column: indexOf(alarms.column), up, down, ...terms };
    });
    this.#alarming = this.#charts.filter((chart) => chart !== null);
    const alarmColumns = panels.flatMap(({ alarms }) => alarms?.column ?? []);
    this.rate = new AlarmRate(alarmColumns.map((name) => name.replace(/\.alarm$/, "")));
    this.distributions = planDistributions(panels).map(({ column: name, unit }) => ({
      ...{ name, unit, column: indexOf(name) },
      histogram: new Histogram(),
      autocorrelation: new Autocorrelation(LAGS),
    }));
  }

  /** Takes all rows that are readable in `rows` now. */
  take(rows: Rows): void {
    const times = rows.borrow("time");
    const flags = rows.borrowFlags();
    const columns = this.columns.map((name) => rows.borrow(name));
    for (let row = 0; row < rows.length; row++) {
      this.#takeRow(times[row], flags[row], columns, row);
    }
  }

  /** What is kept of each line of a panel. */
  lines(panel: number): readonly MinMaxSeries[] {
    return this.#lines[panel].map(({ series }) => series);
  }

  /** Alarms of a panel; null where it has none. */
  alarms(panel: number): { readonly up: Marks; readonly down: Marks } | null {
    return this.#charts[panel];
  }

  /** Stretches of time whose rows bear one of the flags, oldest first. */
  flagged(mask: number): { fromUs: number; toUs: number }[] {
    const spans: { fromUs: number; toUs: number }[] = [];
    let isOpen = false;
    for (let bucket = 0; bucket < this.grid.length; bucket++) {
      const isMarked = (this.grid.flags(bucket) & mask) !== 0;
      const toUs = this.grid.lastTime(bucket);
      if (isMarked && isOpen) spans[spans.length - 1].toUs = toUs;
      else if (isMarked) spans.push({ fromUs: this.grid.firstTime(bucket), toUs });
      isOpen = isMarked;
    }
    return spans;
  }

  #takeRow(time: number, flags: number, columns: readonly Float64Array[], row: number): void {
    const bucket = this.grid.add(time, flags);
    if (this.rows++ === 0) this.firstTime = time;
    this.lastTime = time;
    for (let at = 0; at < columns.length; at++) this.moments[at].add(time, columns[at][row]);
    for (const lines of this.#lines) {
      for (const { terms, series } of lines) series.add(bucket, sum(terms, columns, row));
    }
    for (const { column, histogram, autocorrelation } of this.distributions) {
      histogram.add(columns[column][row]);
      autocorrelation.add(columns[column][row]);
    }
    this.rate.pass(time);
    if ((flags & abi.FLAG_ALARM) !== 0) this.#takeAlarms(bucket, time, columns, row);
  }

  #takeAlarms(bucket: number, time: number, columns: readonly Float64Array[], row: number): void {
    this.#alarming.forEach(({ column, up, down, upTerms, downTerms }, chart) => {
      const alarm = columns[column][row];
      if (alarm > 0) up.add(bucket, time, sum(upTerms, columns, row));
      else if (alarm < 0) down.add(bucket, time, sum(downTerms, columns, row));
      else return;
      this.rate.add(chart, time);
    });
  }
}

function sum(terms: RecordedLine["terms"], columns: readonly Float64Array[], row: number): number {
  let value = 0;
  for (let at = 0; at < terms.length; at++) value += terms[at][0] * columns[terms[at][1]][row];
  return value;
}
