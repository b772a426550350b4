/** Pages of the synthetic market and of made-up rows, and what stands in them. */
import { createEngineSync } from "../../bindings/core/engine.ts";
import type { EngineOptions } from "../../bindings/core/options.ts";
import type { TickBatch } from "../../bindings/core/tick-batch.ts";
import type { Payload } from "../../bindings/report/payload.ts";
import { Report, type ReportFacts } from "../../bindings/report/report.ts";
import { syntheticSource } from "../../bindings/sources/synthetic/source.ts";

export const FACTS: ReportFacts = {
  symbol: "TEST",
  command: "volume-imbalance replay",
  about: [["source", "synthetic market"]],
  quality: [],
  counters: [{ title: "Counters of the engine", counts: { ticks: 3, gaps: 0 } }],
  versions: [["volume-imbalance", "0.0.0"]],
  isInterrupted: false,
};

/** Gives every batch of the synthetic market to a consumer. */
export async function eachBatch(ticks: number, take: (batch: TickBatch) => void): Promise<void> {
  for await (const batch of syntheticSource({ seed: 3, ticks })) take(batch);
}

/** Options for the synthetic market. */
export function options(more: Partial<EngineOptions>): EngineOptions {
  const { tickSize, lotSize } = syntheticSource({ seed: 3, ticks: 1 }).facts;
  return { tickSize, lotSize, ...more };
}

/** The page about the synthetic market. */
export async function syntheticPage(
  ticks: number,
  more: Partial<EngineOptions>,
  facts: Partial<ReportFacts> = {},
): Promise<string> {
  const report = new Report(options(more));
  await eachBatch(ticks, (batch) => report.push(batch));
  const html = report.html({ ...FACTS, ...facts });
  report.dispose();
  return html;
}

/** All rows of the synthetic market: columns by name, and the times. */
export async function syntheticRows(
  ticks: number,
  more: Partial<EngineOptions>,
): Promise<Record<string, number[]>> {
  const engine = createEngineSync(options(more));
  const names = ["time", ...engine.columns];
  const columns: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  engine.onRows((table) => {
    for (const name of names) columns[name].push(...table.borrow(name));
  });
  await eachBatch(ticks, (batch) => engine.push(batch));
  engine.dispose();
  return columns;
}

/** The numbers that the script of a page draws. */
export function payloadOf(html: string): Payload {
  const match = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html);
  return JSON.parse(match?.[1] ?? "null");
}
