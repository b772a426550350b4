/** Sources of ticks: files, and a synthetic market. */
export { formatNames, openSource, openSources } from "./open.ts";
export type {
  BadLine,
  InstrumentFacts,
  OpenOptions,
  SourceStats,
  TickSource,
} from "./source.ts";
export { type Episode, formatTruth } from "./synthetic/schedule.ts";
export type { SyntheticFaults, SyntheticOptions } from "./synthetic/source.ts";
export { SyntheticSource, syntheticSource } from "./synthetic/source.ts";
export { type ColumnMapping, parseColumns } from "./tables/fields.ts";
export {
  type TickFileDetails,
  type TickFileWriter,
  tickFileWriter,
} from "./ticks/binary-writer.ts";
export { type TicksCsvWriter, ticksCsvWriter } from "./ticks/csv-writer.ts";
