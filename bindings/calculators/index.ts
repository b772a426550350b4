/** Single statistics over streams and columns, computed in WebAssembly. */
export { Column, type Input } from "./columns.ts";
export type { SeriesOptions, UnknownInput, WindowOptions } from "./options.ts";
export { RollingMean, RollingSum } from "./rolling-sum.ts";
