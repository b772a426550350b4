/** Tables of speed for the README and docs/performance.md, from the published figures. */
import {
  circumstances,
  experimentOf,
  type Figures,
  medianOf,
  type PublishedExperiment,
  shown,
  shownFigure,
  shownRange,
} from "./figures.ts";
import { kernelSummary } from "./kernel-table.ts";
import { table, wrapped } from "./markdown.ts";

const CSV = ["tardis-trades", "tardis-book", "binance-trades", "real-trades", "real-book"];
const JSON_LINES = ["binance", "binance-depth", "bybit"];

const pipelines = (figures: Figures) =>
  ["pipeline-10", "pipeline-100ms"].map((name) => experimentOf(figures, name));

function group(figures: Figures, prefix: string, names: readonly string[]): PublishedExperiment[] {
  return names.map((name) => experimentOf(figures, `${prefix}/${name}`));
}

/** How many times the median of `ours` the other contestant takes, for each experiment. */
function ratios(
  experiments: readonly PublishedExperiment[],
  other: string,
  ours: string,
): number[] {
  return experiments.map((one) => medianOf(one, other) / medianOf(one, ours));
}

function rangeOfMedians(experiments: readonly PublishedExperiment[], contestant: string): string {
  const medians = experiments.map((experiment) => medianOf(experiment, contestant));
  return `${shown(Math.min(...medians))}-${shown(Math.max(...medians))}`;
}

/** The part `figures` of the README. */
export function readmeFigures(figures: Figures): string {
  const [every10, every100ms] = pipelines(figures);
  const book = experimentOf(figures, "book-top10");
  const columns = experimentOf(figures, "columns");
  const batches = experimentOf(figures, "batch-size");
  const csv = group(figures, "reading-csv", CSV);
  const depth = experimentOf(figures, "reading-json/binance-depth");
  const binary = experimentOf(figures, "reading-binary");
  const pipeline = (experiment: PublishedExperiment) => [
    shownFigure(experiment, "engine"),
    shownFigure(experiment, "expert-js"),
    `${shown(medianOf(experiment, "assembled"))} (17 columns)`,
  ];
  const rows = [
    ["a tick: `bench20`, a row every 10 ticks", ...pipeline(every10)],
    ["a tick: `bench20`, a row every 100 ms", ...pipeline(every100ms)],
    [
      "a level: book alone, top 10 after each",
      shownFigure(book, "engine"),
      shownFigure(book, "book-js"),
      `${shown(medianOf(book, "tardis-dev"))} (\`tardis-dev\`)`,
    ],
    ["a tick: one column, a row every 10 ticks", shownFigure(columns, "engine/1"), "", ""],
    ["a tick: one by one with `pushTick`", shownFigure(batches, "engine/scalar"), "", ""],
    [
      "a row: CSV to records, five files",
      rangeOfMedians(csv, "ours"),
      `${rangeOfMedians(csv, "split")} (\`split\`)`,
      `${rangeOfMedians(csv, "csv-parse-stream")} (\`csv-parse\`)`,
    ],
    [
      "a level: JSON lines of depth to records",
      shownFigure(depth, "ours"),
      "",
      `${shown(medianOf(depth, "JSON.parse"))} (\`JSON.parse\`)`,
    ],
    ["a record: the binary tick file", shownFigure(binary, "ours"), "", ""],
  ];
  return [
    wrapped(
      `Measured on ticks of the ${circumstances(figures, every10)} ` +
        "All contestants gave the same columns before they were timed.",
    ),
    table(["nanoseconds for", "this engine", "expert JavaScript", "assembled from npm"], rows),
    wrapped(summary(figures)),
    wrapped(kernelSummary(figures)),
  ].join("\n\n");
}

/** What the figures come to. */
function summary(figures: Figures): string {
  const all = pipelines(figures);
  const book = [experimentOf(figures, "book-top10")];
  const csv = group(figures, "reading-csv", CSV);
  const json = group(figures, "reading-json", JSON_LINES);
  const perSecond = all.map((experiment) => 1000 / medianOf(experiment, "engine"));
  const overAssembled = shownRange(ratios(all, "assembled", "engine"));
  const overExpert = shownRange(ratios(all, "expert-js", "engine"), 1);
  const overBook = shownRange(ratios(book, "book-js", "engine"), 1);
  const overCsv = shownRange(ratios(csv, "csv-parse-stream", "ours"), 1);
  const overJson = shownRange(ratios(json, "JSON.parse", "ours"), 1);
  return [
    `So a core takes ${shownRange(perSecond)} million ticks a second for the twenty columns of`,
    `\`bench20\`. That is ${overAssembled} times faster than a pipeline assembled from`,
    "`tardis-dev` and `@stdlib` accumulators, and",
    `${overExpert} times faster than JavaScript that an expert writes by hand for exactly these`,
    "columns and for well-formed input",
    `(${overBook} times for the book alone). CSV is read ${overCsv} times faster than by`,
    `\`csv-parse\` in its faster form (10 were aimed at), JSON lines ${overJson} times faster than`,
    "by `JSON.parse`.",
  ].join(" ");
}

function seriesTable(
  experiment: PublishedExperiment,
  head: readonly string[],
  keys: readonly string[],
  contestants: readonly string[],
): string {
  const rows = keys.map((key) => [
    key,
    ...contestants.map((contestant) => shownFigure(experiment, `${contestant}/${key}`)),
  ]);
  return table(head, rows);
}

/** The part `batches` of docs/performance.md: what a push of n ticks costs. */
export function batchTable(figures: Figures): string {
  const experiment = experimentOf(figures, "batch-size");
  const sizes = Object.keys(experiment.contestants)
    .filter((name) => /^engine\/\d+$/.test(name))
    .map((name) => name.slice("engine/".length))
    .sort((a, b) => Number(a) - Number(b));
  const head = ["ticks a push", "engine, ns a tick", "expert JavaScript, ns a tick"];
  const scalar = shownFigure(experiment, "engine/scalar");
  return [
    wrapped(`${experiment.title}. Ticks of the ${circumstances(figures, experiment)}`),
    seriesTable(experiment, head, sizes, ["engine", "expert-js"]),
    `Without a batch, by \`pushTick\`: ${scalar} ns a tick.`,
  ].join("\n\n");
}

/** The part `limit` of docs/performance.md: how far it is to C. */
export function limitTable(figures: Figures): string {
  const names = ["pipeline-10", "pipeline-100ms", "book-top10"];
  const rows = names.map((name) => {
    const experiment = experimentOf(figures, name);
    const expert = name === "book-top10" ? "book-js" : "expert-js";
    const shownOf = (contestant: string) => shownFigure(experiment, contestant);
    return [experiment.title, shownOf("engine"), shownOf(expert), shownOf("c")];
  });
  return table(["nanoseconds a tick or level", "engine", "expert JavaScript", "C"], rows);
}

/** The part `columns` of docs/performance.md: what more columns cost. */
export function columnTable(figures: Figures): string {
  const experiment = experimentOf(figures, "columns");
  const counts = Object.keys(experiment.contestants)
    .map((name) => name.slice("engine/".length))
    .sort((a, b) => Number(a) - Number(b) || (a === "all" ? 1 : -1));
  const sorted = [...counts.filter((count) => count !== "all"), "all"];
  return [
    wrapped(`${experiment.title}. Ticks of the ${circumstances(figures, experiment)}`),
    seriesTable(experiment, ["columns", "ns a tick"], sorted, ["engine"]),
  ].join("\n\n");
}

/** The part `reading` of docs/performance.md: files to records. */
export function readingTables(figures: Figures): string {
  const csv = group(figures, "reading-csv", CSV);
  const json = group(figures, "reading-json", JSON_LINES);
  const line = (experiment: PublishedExperiment, contestants: readonly string[]) => [
    `${experiment.title}, ns a ${experiment.unit}`,
    ...contestants.map((contestant) => shownFigure(experiment, contestant)),
  ];
  const readers = ["ours", "csv-parse-sync", "csv-parse-stream", "papaparse", "split"];
  const parsers = ["ours", "ours-opened", "JSON.parse"];
  return [
    table(
      ["CSV", ...readers],
      csv.map((experiment) => line(experiment, readers)),
    ),
    table(
      ["JSON lines", ...parsers],
      json.map((experiment) => line(experiment, parsers)),
    ),
  ].join("\n\n");
}
