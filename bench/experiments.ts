/**
 * What is measured: each experiment names its contestants and builds any of them as work.
 */
import type { TickBatch } from "../bindings/core/tick-batch.ts";
import { createAssembled } from "./contestants/assembled.ts";
import { createBatches } from "./contestants/batches.ts";
import type { Columns, PipelineFactory, PipelineOptions } from "./contestants/bench20.ts";
import { createBookEngine } from "./contestants/book-engine.ts";
import { createBookJs } from "./contestants/book-js.ts";
import { createBookTardis } from "./contestants/book-tardis.ts";
import {
  applyAll,
  type BookFactory,
  type BookUnderTest,
  levelsOf,
} from "./contestants/book-top10.ts";
import { createBookBTree, createBookRedBlack } from "./contestants/book-trees.ts";
import { createEngine, engineFor } from "./contestants/engine.ts";
import { createExpert } from "./contestants/expert-js.ts";
import { bookAnswers, measureBook, measurePipeline, pipelineColumns } from "./contestants/in-c.ts";
import { DROP_IN_EXPERIMENTS } from "./drop-ins/experiments.ts";
import { KERNEL_EXPERIMENTS } from "./kernels/experiments.ts";
import type { Measurement } from "./one.ts";
import { compile, IN_C, withC } from "./programs.ts";
import { READING } from "./reading-experiments.ts";

import type { Agreement } from "./verify.ts";

/** What is timed: `run` over `units` ticks, from the state that `reset` restores. */
export interface Work {
  readonly units: number;
  reset(): void | Promise<void>;
  run(): unknown;
  /** The rows of a run, to be compared with those of the others. */
  columns?(): Columns;
  /** The book under test over `units` levels, to be compared with the others. */
  book?: BookUnderTest;
  /** The records that were read, to be compared with the others; their number is `units`. */
  readonly records?: TickBatch;
}

/** What contestants are built from. */
export interface Input {
  readonly ticks: TickBatch;
  readonly options: PipelineOptions;
  /** Folder of the run, for files. */
  readonly folder: string;
  /** Most ticks, rows or levels. */
  readonly limit: number;
}

export interface Experiment {
  readonly title: string;
  /** What is counted; default "tick". */
  readonly unit?: string;
  /** The first one is the reference of answers and of ratios. */
  readonly contestants: readonly string[];
  /** Writes what contestants read; once, before any of them is built. */
  prepare?(input: Input): Promise<void> | void;
  build(contestant: string, input: Input): Work | Promise<Work>;
  /** Largest difference of columns that is allowed, where it is not the usual 1e-9. */
  readonly tolerance?: number;
  /** One of many: measured for a shorter time. */
  readonly isBrief?: boolean;
  /** Compares with what is right by definition instead of with the first contestant. */
  judge?(contestant: string, input: Input): Promise<Agreement>;
  /** Measures a contestant that is a program of its own; undefined for the others. */
  measure?(contestant: string, input: Input, milliseconds: number): Measurement | undefined;
}

const PIPELINES: Readonly<Record<string, PipelineFactory>> = {
  engine: (ticks, options) => createEngine(ticks, options),
  "expert-js": (ticks, options) => createExpert(ticks, options),
  assembled: createAssembled,
};

const BOOKS: Readonly<Record<string, BookFactory>> = {
  engine: createBookEngine,
  "book-js": createBookJs,
  "tardis-dev": createBookTardis,
  "red-black-tree": createBookRedBlack,
  "sorted-btree": createBookBTree,
};

async function pipelineWork(
  factory: PipelineFactory,
  ticks: TickBatch,
  options: PipelineOptions,
): Promise<Work> {
  const pipeline = await factory(ticks, options);
  return {
    units: ticks.length,
    reset: () => pipeline.reset(),
    run: () => pipeline.run(),
    columns() {
      pipeline.reset();
      pipeline.run();
      return pipeline.columns();
    },
  };
}

function pipelineExperiment(title: string, every: string): Experiment {
  return {
    title,
    contestants: withC(Object.keys(PIPELINES)),
    prepare: ({ folder }) => compile("pipeline", folder),
    build(contestant, { ticks, options, folder }) {
      const asked = { ...options, every };
      if (contestant !== IN_C) return pipelineWork(PIPELINES[contestant], ticks, asked);
      measurePipeline(ticks, asked, folder, 0);
      return answered(ticks.length, { columns: () => pipelineColumns(folder) });
    },
    measure(contestant, { ticks, options, folder }, milliseconds) {
      if (contestant !== IN_C) return undefined;
      return measurePipeline(ticks, { ...options, every }, folder, milliseconds);
    },
  };
}

/** The answers of a program, which is measured elsewhere. */
function answered(units: number, answers: Pick<Work, "columns" | "book">): Work {
  return { units, reset() {}, run() {}, ...answers };
}

const bookExperiment: Experiment = {
  title: "book alone: a level in, the sums of the best 10 of both sides out, after every level",
  contestants: withC(Object.keys(BOOKS)),
  prepare: ({ folder }) => compile("book", folder),
  measure(contestant, { ticks, options, folder }, milliseconds) {
    if (contestant !== IN_C) return undefined;
    return measureBook(levelsOf(ticks), options, folder, milliseconds);
  },
  async build(contestant, { ticks, options, folder }) {
    const levels = levelsOf(ticks);
    if (contestant === IN_C) {
      measureBook(levels, options, folder, 0);
      return answered(levels.length, { book: bookAnswers(folder, options) });
    }
    const book = await BOOKS[contestant](levels, options);
    return {
      units: levels.length,
      reset: () => book.reset(),
      run: () => applyAll(book, levels.length),
      book,
    };
  },
};

const SIZES = [4096, 1, 8, 64, 512, 65536];

const batchExperiment: Experiment = {
  title: "batch size: bench20 every 10 ticks, ticks appended one by one and pushed n at a time",
  contestants: [
    ...SIZES.map((size) => `engine/${size}`),
    "engine/scalar",
    ...SIZES.map((size) => `expert-js/${size}`),
  ],
  build(contestant, { ticks, options }) {
    const [who, size] = contestant.split("/");
    return createBatches(who, size, ticks, { ...options, every: "10" });
  },
};

const COUNTS = ["all", "1", "2", "5", "10", "20", "40", "80"];

const columnExperiment: Experiment = {
  title: "columns: the first n columns of all, a row every 10 ticks",
  contestants: COUNTS.map((count) => `engine/${count}`),
  build(contestant, { ticks, options }) {
    const [, count] = contestant.split("/");
    const every10 = { ...options, every: "10" };
    const names = [...engineFor(every10, "all").columns];
    const wanted = count === "all" ? names : names.slice(0, Number(count));
    return pipelineWork((t, o) => createEngine(t, o, wanted), ticks, every10);
  },
};

export const EXPERIMENTS: Readonly<Record<string, Experiment>> = {
  "pipeline-10": pipelineExperiment("bench20, a row every 10 ticks", "10"),
  "pipeline-100ms": pipelineExperiment("bench20, a row every 100 ms", "100ms"),
  "book-top10": bookExperiment,
  "batch-size": batchExperiment,
  columns: columnExperiment,
  ...KERNEL_EXPERIMENTS,
  ...DROP_IN_EXPERIMENTS,
  ...READING,
};
