/** One face for everything that turns ticks into rows: the compiled core and the judge. */
import { createEngineSync, type Engine, type EngineOptions } from "../../bindings/index.ts";
import { replay } from "../naive/replay.ts";
import { type Tick, toBatch } from "./ticks.ts";

export type RunOptions = EngineOptions & { charts?: string[] };

export interface Table {
  length: number;
  time: Float64Array;
  flags: Uint32Array;
  columns: Map<string, Float64Array>;
}

export interface Implementation {
  name: string;
  /** All rows of `ticks` with the given columns; with `until`, interval rows up to that time. */
  run(ticks: readonly Tick[], options: RunOptions, columns: string[], until?: number): Table;
}

/** Rows of many pushes, joined. */
export class RowCollector {
  readonly #columns: readonly string[];
  readonly #times: Float64Array[] = [];
  readonly #flags: Uint32Array[] = [];
  readonly #values: Map<string, Float64Array[]>;
  #length = 0;

  constructor(columns: readonly string[]) {
    this.#columns = columns;
    this.#values = new Map(columns.map((name) => [name, []]));
  }

  /** Takes a copy of the rows that are readable in the engine now. */
  take({ table }: Engine): void {
    this.#length += table.length;
    this.#times.push(table.copy("time"));
    this.#flags.push(table.copyFlags());
    for (const name of this.#columns) this.#values.get(name)?.push(table.copy(name));
  }

  get table(): Table {
    const joined = (parts: readonly Float64Array[] | undefined) => {
      const all = new Float64Array(this.#length);
      let at = 0;
      for (const part of parts ?? []) {
        all.set(part, at);
        at += part.length;
      }
      return all;
    };
    return {
      length: this.#length,
      time: joined(this.#times),
      flags: Uint32Array.from(this.#flags.flatMap((part) => [...part])),
      columns: new Map(this.#columns.map((name) => [name, joined(this.#values.get(name))])),
    };
  }
}

/** Pushes ticks in one batch and collects the rows. */
export function pushAll(engine: Engine, ticks: readonly Tick[], into: RowCollector): void {
  const batch = toBatch(ticks);
  engine.push(batch);
  into.take(engine);
  batch.dispose();
}

export const core: Implementation = {
  name: "core",
  run(ticks, options, columns, until) {
    const engine = createEngineSync({ ...options, signals: columns });
    try {
      const rows = new RowCollector(columns);
      pushAll(engine, ticks, rows);
      if (until !== undefined) {
        engine.advanceTo(until);
        rows.take(engine);
      }
      return rows.table;
    } finally {
      engine.dispose();
    }
  },
};

export const judge: Implementation = {
  name: "judge",
  run: (ticks, options, columns, until) => replay(ticks, options, columns, until),
};

/** The column of a table; throws where it was not asked for. */
export function column(table: Table, name: string): Float64Array {
  const values = table.columns.get(name);
  if (values === undefined) throw new Error(`column ${name} was not asked for`);
  return values;
}
