/**
 * The battery every column passes. Each law is a function of a column that throws with the first
 * difference; the experiment behind it runs once, with all columns of the catalogue in one engine.
 */
export { longRun } from "./long-run.ts";
export { capacity, causality, neighbours, reset, snapshot, split, unknown } from "./streams.ts";
export { bounds, judge, mirror, scale } from "./values.ts";
