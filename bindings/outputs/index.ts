/**
 * Rows for files, tables and charts; nothing here needs Node.
 *
 * @module volume-imbalance/outputs
 */
export { type ColumnFacts, describeColumn } from "./column-facts.ts";
export { formOf, type RowForm, rowWriter } from "./forms.ts";
export { type RowSchema, type RunFacts, schemaOfColumns, schemaOfEngine } from "./row-schema.ts";
export type { ByteSink, RowWriter } from "./row-writer.ts";
export { type Row, rowsOf } from "./rows-of.ts";
export { toArrow } from "./to-arrow.ts";
export {
  type LightweightOptions,
  type LightweightPoint,
  toLightweightSeries,
} from "./to-lightweight.ts";
export { toUPlot, type UPlotData } from "./to-uplot.ts";
