/** fast-technical-indicators, which has the interface of technicalindicators. */
import { technical } from "./technicalindicators.ts";

export const contestant = technical("fast-technical-indicators");
