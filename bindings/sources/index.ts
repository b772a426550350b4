/**
 * Sources of ticks: files of any known format, and a synthetic market.
 *
 * @module volume-imbalance/sources
 */
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
