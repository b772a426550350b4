/**
 * Every record in linear memory, drawn and named. Offsets inside a state are relative to the
 * state, so its bytes mean the same at any address and in any memory.
 *
 * `f64` pairs named `x, xCarry` are compensated sums: the value is `x + xCarry`.
 */
export * from "./market";
export * from "./engine";
export * from "./memory";
export * from "./series-sum";
export * from "./series-moments";
export * from "./series-ewm";
export * from "./series-book";
export * from "./series-prices";
export * from "./series-pair";
export * from "./series-timed";
export * from "./series-charts";
export * from "./series-min-max";
export * from "./series-order";
export * from "./series-flow";
