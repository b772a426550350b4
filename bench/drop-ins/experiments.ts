/** The drop-ins as experiments of the benchmark: `drop-in/trading-signals-sma-20`. */
import type { Experiment } from "../experiments.ts";
import { dropInExperiments } from "./drop-in.ts";
import { STDLIB } from "./stdlib.ts";
import { TARDIS_DEV } from "./tardis-dev.ts";
import { TECHNICALINDICATORS } from "./technicalindicators.ts";
import { TRADING_SIGNALS } from "./trading-signals.ts";

export const DROP_IN_EXPERIMENTS: Readonly<Record<string, Experiment>> = Object.fromEntries([
  ...dropInExperiments(STDLIB),
  ...dropInExperiments(TRADING_SIGNALS),
  ...dropInExperiments(TECHNICALINDICATORS),
  ...dropInExperiments(TARDIS_DEV),
]);
