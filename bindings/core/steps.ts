/**
 * From column names to the steps of a row: which values are computed, in which order, from which
 * blocks. Two columns that need the same window or chart share it.
 */
import * as abi from "../../assembly/abi.ts";
import {
  type ChartColumn,
  type Column,
  type EwmColumn,
  parseColumn,
  type RollingColumn,
  type SignalColumn,
} from "./columns.ts";
import { type ChartSpec, parseChart, type Window } from "./grammar.ts";
import type { CheckedOptions } from "./options.ts";

/** A block with a memory over another value. */
export type DerivedBlock =
  | {
      readonly kind: "rolling";
      readonly rows: number;
      readonly spanUs: number;
      /** Which answers a column reads. */
      wantsMoments: boolean;
      wantsScore: boolean;
    }
  | { readonly kind: "ewm"; readonly halfLife: number; readonly isTimed: boolean }
  | { readonly kind: "chart"; readonly spec: ChartSpec };

/** Which block a step works on; resolved to an address by the plan. */
export type BlockReference =
  | { readonly list: "tradeWindows" | "ofiWindows" | "volatilities" | "derived"; index: number }
  | undefined;

export interface Step {
  readonly op: number;
  readonly target: number;
  readonly source: number;
  readonly levels: number;
  readonly value: number;
  readonly block: BlockReference;
}

/** A window of trades and what is asked of it besides volumes. */
export interface TradeWindowNeeds {
  readonly window: Window;
  wantsPrice: boolean;
  wantsSigma: boolean;
}
export interface Steps {
  readonly steps: readonly Step[];
  readonly valueCount: number;
  readonly tradeWindows: readonly TradeWindowNeeds[];
  readonly ofiSpansUs: readonly number[];
  readonly volatilitySpansUs: readonly number[];
  readonly derived: readonly DerivedBlock[];
  readonly needsOfi: boolean;
  readonly needsSession: boolean;
  /** Levels of multi-level flow, 0 for none. */
  readonly flowLevels: number;
  /** Levels that depth columns look at, 0 for none. */
  readonly rowLevels: number;
}

/** Levels that `decayedImbalance` looks at. */
const DECAYED_LEVELS = 20;

/**
 * @throws {RangeError} if a column needs a ladder and there is none
 */
export function planSteps(options: CheckedOptions): Steps {
  const builder = new StepBuilder(options);
  for (const name of options.columns) builder.addColumn(name);
  return builder.result();
}

class StepBuilder {
  readonly #options: CheckedOptions;
  readonly #slots = new Map<string, number>();
  readonly #done = new Set<string>();
  readonly #steps: Step[] = [];
  readonly #tradeWindows: TradeWindowNeeds[] = [];
  readonly #ofiSpansUs: number[] = [];
  readonly #volatilitySpansUs: number[] = [];
  readonly #derived: DerivedBlock[] = [];
  readonly #derivedKeys = new Map<string, number>();
  #needsOfi = false;
  #needsSession = false;
  #flowLevels = 0;
  #rowLevels = 0;

  constructor(options: CheckedOptions) {
    this.#options = options;
    for (const name of options.columns) this.#slots.set(name, this.#slots.size);
  }

  result(): Steps {
    return {
      steps: this.#steps,
      valueCount: this.#slots.size,
      tradeWindows: this.#tradeWindows,
      ofiSpansUs: this.#ofiSpansUs,
      volatilitySpansUs: this.#volatilitySpansUs,
      derived: this.#derived,
      needsOfi: this.#needsOfi,
      needsSession: this.#needsSession,
      flowLevels: this.#flowLevels,
      rowLevels: this.#rowLevels,
    };
  }

  /** Adds what computes a column, once; answers the slot of its value. */
  addColumn(name: string): number {
    let target = this.#slots.get(name);
    if (target === undefined) {
      target = this.#slots.size;
      this.#slots.set(name, target);
    }
    if (this.#done.has(name)) return target;
    this.#done.add(name);
    const column = parseColumn(name);
    if (column.kind === "signal") this.#addSignal(name, column, target);
    else this.#addDerived(column, target);
    return target;
  }

  #push(op: number, target: number, more: Partial<Step> = {}): void {
    this.#steps.push({ op, target, source: 0, levels: 0, value: 0, block: undefined, ...more });
  }

  #addSignal(name: string, column: SignalColumn, target: number): void {
    const { op, levels, value, group, window } = column;
    if (this.#options.book === "quotes" && (group === "depth" || levels > 0) && group !== "state") {
      throw new RangeError(
        `volume-imbalance/options: column "${name}" needs a ladder, but book is "quotes"`,
      );
    }
    if (group === "depth") this.#needDepth(op, levels);
    if (group === "session") this.#needsSession ||= window === undefined;
    if (group === "flow") {
      this.#needsOfi ||= levels === 0;
      this.#flowLevels = Math.max(this.#flowLevels, levels);
    }
    this.#push(op, target, { levels, value, block: this.#signalBlock(column) });
  }

  #needDepth(op: number, levels: number): void {
    const needed = op === abi.OP_DECAYED_IMBALANCE ? DECAYED_LEVELS : levels;
    this.#rowLevels = Math.max(this.#rowLevels, needed);
  }

  #signalBlock({ group, window, op }: SignalColumn): BlockReference {
    if (window === undefined) return undefined;
    if (group === "flow") {
      return { list: "ofiWindows", index: indexOf(this.#ofiSpansUs, window.span) };
    }
    if (group === "context") {
      return { list: "volatilities", index: indexOf(this.#volatilitySpansUs, window.span) };
    }
    const windows = this.#tradeWindows;
    const wantsPrice = op >= abi.OP_NOTIONAL;
    let index = windows.findIndex(
      (item) => item.window.kind === window.kind && item.window.span === window.span,
    );
    if (index < 0) index = windows.push({ window, wantsPrice: false, wantsSigma: false }) - 1;
    if (wantsPrice) windows[index].wantsPrice = true;
    if (op === abi.OP_VWAP_SIGMA || op === abi.OP_VWAP_SCORE) windows[index].wantsSigma = true;
    return { list: "tradeWindows", index };
  }

  #addDerived(column: Exclude<Column, SignalColumn>, target: number): void {
    const source = this.addColumn(column.source);
    if (column.kind === "rolling") this.#addRolling(column, source, target);
    else if (column.kind === "ewm") this.#addEwm(column, source, target);
    else this.#addChart(column, source, target);
  }

  /** Index of a derived block; the step that advances it is added with the first of its columns. */
  #derivedBlock(key: string, block: DerivedBlock, stepOp: number, source: number): BlockReference {
    let index = this.#derivedKeys.get(key);
    if (index === undefined) {
      index = this.#derived.push(block) - 1;
      this.#derivedKeys.set(key, index);
      this.#push(stepOp, 0, { source, block: { list: "derived", index } });
    }
    return { list: "derived", index };
  }

  #addRolling(column: RollingColumn, source: number, target: number): void {
    const { rows, spanUs } = column;
    const block = this.#derivedBlock(
      `rolling ${column.source} ${rows} ${spanUs}`,
      { kind: "rolling", rows, spanUs, wantsMoments: false, wantsScore: false },
      abi.OP_ROLLING_STEP,
      source,
    );
    const wanted = block && this.#derived[block.index];
    if (wanted?.kind === "rolling") {
      wanted.wantsScore ||= column.isScore;
      wanted.wantsMoments ||= !column.isScore;
    }
    this.#push(column.op, target, { source: column.field, block });
  }

  #addEwm(column: EwmColumn, source: number, target: number): void {
    const { halfLife, isTimed } = column;
    const block = this.#derivedBlock(
      `ewm ${column.source} ${halfLife} ${isTimed}`,
      { kind: "ewm", halfLife, isTimed },
      abi.OP_EWM_STEP,
      source,
    );
    this.#push(abi.OP_EWM_FIELD, target, { source: column.field, block });
  }

  #addChart(column: ChartColumn, source: number, target: number): void {
    const spec =
      this.#options.chartSpecs.find(
        (item) => item.kind === column.kind && item.source === column.source,
      ) ?? parseChart(`${column.source}:${column.kind}`);
    const block = this.#derivedBlock(
      `${column.kind} ${column.source}`,
      { kind: "chart", spec },
      column.kind === "ewma" ? abi.OP_EWMA_STEP : abi.OP_CUSUM_STEP,
      source,
    );
    this.#push(column.op, target, { source: column.field, block });
  }
}

function indexOf(list: number[], value: number): number {
  const index = list.indexOf(value);
  return index < 0 ? list.push(value) - 1 : index;
}
