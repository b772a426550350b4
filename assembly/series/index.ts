/**
 * The border of single series: addresses and numbers only. A module of its own beside the engine's,
 * so that nobody loads what he does not use. Every function takes the address of what it works on.
 */
export * from "./border/moments";
export * from "./border/charts";
export * from "./border/ewm";
export * from "./border/book";
export * from "./border/flow";
export * from "./border/prices";
export * from "./border/pair";
export * from "./border/min-max";
export * from "./border/order";
export * from "./border/sum";
export * from "./border/timed";

/** First byte that the host may use. */
export function heapBaseAt(): usize {
  return __heap_base;
}
