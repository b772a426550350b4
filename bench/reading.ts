/**
 * Reading experiments: a file of ticks, from its path to records in a batch.
 *
 * Every experiment prepares one file in the folder of the run. Text is plain, so that nobody's
 * time holds unpacking.
 */
import { join } from "node:path";
import type { TickBatch } from "../bindings/core/tick-batch.ts";
import { openSource, type TickSource } from "../bindings/sources/index.ts";
import { type HandOver, type Reading, readOurs, recordsOf } from "./contestants/reading.ts";
import { ROW_READERS, type RowForm, rowReadings } from "./contestants/reading-rows.ts";
import type { Experiment, Input, Work } from "./experiments.ts";

/** Writes the file to be read. */
export type Prepare = (path: string, input: Input) => void | Promise<void>;

export interface ReadingExperiment {
  readonly title: string;
  readonly unit: string;
  readonly prepare: Prepare;
  /** Who reads besides us. */
  readonly others: readonly string[];
  readingOf(contestant: string): Reading | Promise<Reading>;
  /** Are the headers of messages counted and compared as well? */
  readonly hasHeaders?: boolean;
}

/** Opened before the timing: what is left once a file is so long that its beginning is little. */
const OPENED = "ours-opened";

function workOf(reading: Reading, path: string, records: TickBatch): Work {
  let handedOver = 0;
  const count: HandOver = ({ length }) => {
    handedOver += length;
  };
  return {
    units: records.length,
    reset() {},
    async run() {
      await reading(path, count);
      return handedOver;
    },
    records,
  };
}

function openedWorkOf(path: string, records: TickBatch): Work {
  let handedOver = 0;
  let source: TickSource;
  return {
    units: records.length,
    async reset() {
      source = await openSource(path);
    },
    async run() {
      for await (const batch of source) handedOver += batch.length;
      return handedOver;
    },
    records,
  };
}

export function readingExperiment(parts: ReadingExperiment): Experiment {
  const { title, unit, others, hasHeaders = false } = parts;
  const fileIn = (folder: string) => join(folder, "to-be-read");
  return {
    title,
    unit,
    contestants: ["ours", ...others],
    prepare: async (input) => parts.prepare(fileIn(input.folder), input),
    async build(contestant, { folder }) {
      const isOurs = contestant === "ours" || contestant === OPENED;
      const reading = isOurs ? readOurs : await parts.readingOf(contestant);
      const path = fileIn(folder);
      const records = await recordsOf(reading, path, hasHeaders);
      return contestant === OPENED ? openedWorkOf(path, records) : workOf(reading, path, records);
    },
  };
}

export function rowsExperiment(title: string, form: RowForm, prepare: Prepare): Experiment {
  return readingExperiment({
    title,
    unit: "row",
    prepare,
    others: ROW_READERS,
    readingOf: async (contestant) => (await rowReadings(form))[contestant],
  });
}

export function linesExperiment(title: string, reading: Reading, prepare: Prepare): Experiment {
  const others = [OPENED, "JSON.parse"];
  return readingExperiment({ title, unit: "level", prepare, others, readingOf: () => reading });
}
