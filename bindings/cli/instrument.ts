/**
 * Facts of an instrument from a JSON file (`--instrument`).
 *
 *   { "symbol": "BTCUSDT", "tickSize": 0.1, "lotSize": 0.001, "contract": "linear",
 *     "multiplier": 1, "tickSizes": [{ "from": "2024-08-01T00:00:00Z", "tickSize": 0.1 }],
 *     "fundingTimes": ["00:00", "08:00", "16:00"],
 *     "session": { "open": "09:30", "close": "16:00", "utcOffsetMinutes": -240 } }
 *
 * Every key may be absent. `from` is an ISO time or microseconds since the epoch.
 */
import type { EngineOptions } from "../core/options.ts";
import { didYouMean } from "./did-you-mean.ts";
import { Failure } from "./failure.ts";
import { readJsonObject } from "./json-file.ts";

/** What an instrument file may say. */
export type Instrument = { symbol?: string } & Pick<
  Partial<EngineOptions>,
  "tickSize" | "lotSize" | "contract" | "multiplier" | "session" | "tickSizes" | "fundingTimes"
>;

const KEYS = [
  "symbol",
  "tickSize",
  "lotSize",
  "contract",
  "multiplier",
  "session",
  "tickSizes",
  "fundingTimes",
];

function timeUs(from: unknown, path: string): number {
  const time = typeof from === "string" ? Date.parse(from) * 1000 : from;
  if (typeof time === "number" && Number.isFinite(time)) return time;
  throw new Failure(
    `"${path}": tickSizes.from must be an ISO time or microseconds, was ${JSON.stringify(from)}`,
  );
}

/**
 * Reads the file. Values are checked by the engine, which knows their rules; here only what the
 * engine would not see.
 * @throws {Failure} if it cannot be read or holds a key that nobody knows
 */
export function readInstrument(path: string): Instrument {
  const facts = readJsonObject(path, "the facts of an instrument");
  for (const key of Object.keys(facts)) {
    if (KEYS.includes(key)) continue;
    throw new Failure(`"${path}": unknown key "${key}"${didYouMean(key, KEYS)}`);
  }
  if (!("tickSizes" in facts)) return facts as Instrument;
  if (!Array.isArray(facts.tickSizes)) {
    throw new Failure(`"${path}": tickSizes must be a list of { from, tickSize }`);
  }
  const tickSizes = facts.tickSizes.map((entry) => ({
    fromUs: timeUs(entry?.from, path),
    tickSize: Number(entry?.tickSize),
  }));
  return { ...facts, tickSizes };
}
