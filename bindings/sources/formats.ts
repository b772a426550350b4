/** Every format that can be opened, in the order in which they are tried on a file. */
import { binanceRaw } from "./binance/index.ts";
import type { Format } from "./format.ts";
import { ticksCsv } from "./ticks/index.ts";

export const FORMATS: readonly Format[] = [binanceRaw, ticksCsv];
