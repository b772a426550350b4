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
import { readFileSync } from "node:fs";
import { nearest } from "../core/nearest.ts";
import type { EngineOptions } from "../core/options.ts";
import { Failure } from "./failure.ts";

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

function parse(path: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new Failure(`"${path}" cannot be read: ${(error as Error).message}`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch (error) {
    throw new Failure(`"${path}" is not JSON: ${(error as Error).message}`);
  }
  throw new Failure(`"${path}" must hold one JSON object with the facts of an instrument`);
}

/**
 * Reads the file. Values are checked by the engine, which knows their rules; here only what the
 * engine would not see.
 * @throws {Failure} if it cannot be read or holds a key that nobody knows
 */
export function readInstrument(path: string): Instrument {
  const facts = parse(path);
  for (const key of Object.keys(facts)) {
    if (KEYS.includes(key)) continue;
    const hint = nearest(key, KEYS);
    throw new Failure(`"${path}": unknown key "${key}"${hint ? `; did you mean "${hint}"?` : ""}`);
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
