/**
 * A report about a run of ticks: one page that needs nothing beside itself.
 *
 * It has an engine of its own, because rows with the columns that a report needs would have other
 * flags, and other alarms, than the rows that were asked for. Memory does not depend on the length
 * of the input, and the page stays below 5 MB.
 */
import { createEngineSync, type Engine } from "../core/engine.ts";
import { checkOptions, type EngineOptions } from "../core/options.ts";
import type { TickBatch } from "../core/tick-batch.ts";
import { HeatMap } from "./heat-map.ts";
import { pageHtml } from "./html.ts";
import { chartsOf, MAX_CHARTS, type Panel, planPanels } from "./panels.ts";
import { Recorder } from "./recorder.ts";

/** What the page says about the run besides its numbers. */
export interface ReportFacts {
  /** Name of the instrument; "" if it has none. */
  readonly symbol: string;
  /** The command, as it was typed. */
  readonly command: string;
  /** What was read: names and values. */
  readonly about: readonly (readonly [name: string, value: string])[];
  /** What was found about the data, one sentence each. */
  readonly quality: readonly string[];
  /** Counters of source and engine under their titles. */
  readonly counters: readonly {
    /** Heading of the table. */
    readonly title: string;
    /** Counters by name. */
    readonly counts: Readonly<Record<string, number>>;
  }[];
  /** Names and versions of what made the page. */
  readonly versions: readonly (readonly [name: string, value: string])[];
  /** Whether the run ended before its input did. */
  readonly isInterrupted: boolean;
}

/** Most columns that an engine has, and those that a chart adds by itself. */
const MAX_COLUMNS = 1000;
const CHART_COLUMNS = 5;
/** Rows between two looks at the book: every row where they are few, some where they are many. */
const ROWS_PER_LOOK = { sparse: 1, dense: 8 };

function neededColumns(panels: readonly Panel[]): string[] {
  return panels.flatMap(({ lines, alarms }) => [
    ...[...lines.map(({ terms }) => terms), alarms?.up ?? [], alarms?.down ?? []]
      .flat()
      .map(([, column]) => column),
    ...(alarms === undefined ? [] : [alarms.column]),
  ]);
}

function isSparse(every: string): boolean {
  return /(us|ms|s|m|h|vol)$/.test(every);
}

/** Takes the ticks of a run and writes one page about them. */
export class Report {
  readonly #engine: Engine;
  readonly #recorder: Recorder;
  readonly #heatMap: HeatMap | null;
  readonly #tickSize: number;
  readonly #every: string;
  /** Columns that were asked for; the others are the report's own. */
  readonly #asked: ReadonlySet<string>;
  readonly #undrawnCharts: number;

  /** @param options those of the engine whose rows are reported */
  constructor(options: EngineOptions) {
    const { columns: asked, charts, book, every, tickSize } = checkOptions(options);
    const panels = planPanels(asked, charts, book === "ladder");
    const needed = [...new Set(neededColumns(panels))];
    const shown = asked.filter((name) => !needed.includes(name));
    const room = MAX_COLUMNS - needed.length - CHART_COLUMNS * charts.length;
    const signals = [...needed, ...shown.slice(0, Math.max(0, room))];
    const rows = isSparse(every) ? ROWS_PER_LOOK.sparse : ROWS_PER_LOOK.dense;
    const own = { signals, strict: false, capacity: { ...options.capacity, rows } };
    this.#engine = createEngineSync({ ...options, ...own });
    this.#recorder = new Recorder(this.#engine.columns, panels);
    this.#heatMap = book === "ladder" ? new HeatMap(tickSize) : null;
    this.#tickSize = tickSize;
    this.#every = every;
    this.#asked = new Set(asked);
    this.#undrawnCharts = Math.max(0, chartsOf(asked, charts).length - MAX_CHARTS);
    this.#engine.onRows((table) => {
      this.#recorder.take(table);
      if (this.#engine.bookIsValid)
        this.#heatMap?.offer(this.#recorder.lastTime, this.#engine.book);
    });
  }

  /** Takes the ticks of a batch, the same as the engine that is reported. */
  push(batch: TickBatch): void {
    this.#engine.push(batch);
  }

  /** The page. */
  html(facts: ReportFacts): string {
    return pageHtml({
      facts,
      recorder: this.#recorder,
      heatMap: this.#heatMap?.data() ?? null,
      tickSize: this.#tickSize,
      every: this.#every,
      asked: this.#asked,
      undrawnCharts: this.#undrawnCharts,
    });
  }

  /** Gives the memory back. */
  dispose(): void {
    this.#engine.dispose();
  }
}
