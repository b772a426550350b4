/**
 * Which panels a report has, and which columns they need.
 *
 * Where the user asked for columns of a panel's kind (other windows, other depths), those are
 * drawn; else the standard ones. Control charts are the user's own, or one of each kind over ofi.
 */
import { SIGNALS } from "../core/catalog.ts";
import { parseColumn } from "../core/columns.ts";
import { type ChartSpec, parseChart } from "../core/grammar.ts";

/** A value of a row: a sum of columns, each taken +1 or -1 times. */
export type Terms = readonly (readonly [weight: 1 | -1, column: string])[];

export interface Line {
  readonly label: string;
  readonly role: number | "band" | "center" | "limit";
  readonly terms: Terms;
}

export interface Panel {
  readonly id: string;
  readonly title: string;
  /** What is seen and how to read it, one sentence. */
  readonly says: string;
  readonly unit: string;
  readonly height: number;
  readonly lines: readonly Line[];
  readonly range?: readonly [number, number];
  readonly levels?: readonly number[];
  /** A column that is +1 or -1 where an alarm begins, and where the marks stand. */
  readonly alarms?: { readonly column: string; readonly up: Terms; readonly down: Terms };
}

export const MAX_CHARTS = 4;
const MAX_LINES = 3;
const RATIO = [-1, 1] as const;

function plain(column: string, role: number, label = column): Line {
  return { label, role, terms: [[1, column]] };
}

/** The user's columns of one kind, or the standard ones. */
function chosen(asked: readonly string[], kind: RegExp, standard: readonly string[]): string[] {
  const own = asked.filter((column) => kind.test(column)).slice(0, MAX_LINES);
  return own.length > 0 ? own : [...standard];
}

function pricePanel(asked: readonly string[]): Panel {
  const [vwap] = chosen(asked, /^vwap(_|$)/, ["vwap_60s"]);
  const sigma = vwap.replace("vwap", "vwapSigma");
  const says = `${vwap} within its bands of one standard deviation of the traded prices; the \
weighted mid leans to the thin side of the book.`;
  const bands: Line[] = [
    { label: "vwap + sigma", role: "band", terms: [...one(vwap), [1, sigma]] },
    { label: "vwap - sigma", role: "band", terms: [...one(vwap), [-1, sigma]] },
  ];
  const lines = [...bands, plain(vwap, 2), plain("weightedMid", 1), plain("mid", 0)];
  return { id: "price", title: "Price", says, unit: "price", height: 260, lines };
}

function one(column: string): Terms {
  return [[1, column]];
}

function bookPanel(asked: readonly string[], hasDepth: boolean): Panel {
  const standard = hasDepth ? ["depthImbalance_5", "depthImbalance_10"] : [];
  const depth = chosen(asked, /^depthImbalance_/, standard);
  return {
    id: "book-imbalance",
    title: "Imbalance of the book",
    says: "Resting size, bids against asks: at the touch and over several levels. Up is buyers.",
    unit: "ratio, -1 to 1",
    height: 190,
    range: RATIO,
    lines: ["queueImbalance", ...depth].map((column, index) => plain(column, index)),
  };
}

function tradePanel(asked: readonly string[]): Panel {
  const standard = ["tradeImbalance_1s", "tradeImbalance_10s", "tradeImbalance_60s"];
  const columns = chosen(asked, /^tradeImbalance/, standard);
  return {
    id: "trade-imbalance",
    title: "Imbalance of trades",
    says: "Traded size, aggressive buys against aggressive sells, over several windows.",
    unit: "ratio, -1 to 1",
    height: 190,
    range: RATIO,
    lines: columns.map((column, index) => plain(column, index)),
  };
}

function flowPanels(hasDepth: boolean, scores: readonly string[]): Panel[] {
  const ofi: Panel = {
    id: "ofi",
    title: "Order flow imbalance",
    says: "What buyers added less what sellers added at the touch since the row before.",
    unit: "size",
    height: 160,
    levels: [0],
    lines: [plain("ofi", 0)],
  };
  const mlofi: Panel = {
    id: "mlofi",
    title: "Order flow imbalance of ten levels",
    says: "The same over ten levels of the book, each divided by its usual depth, summed.",
    unit: "ratio",
    height: 160,
    levels: [0],
    lines: [plain("mlofi", 0)],
  };
  const score: Panel = {
    id: "score",
    title: "Z-score",
    says: "How far the newest value lies from the rows before it; lines at 3 sigmas.",
    unit: "sigmas",
    height: 160,
    levels: [-3, 0, 3],
    lines: scores.map((column, index) => plain(column, index)),
  };
  return hasDepth ? [ofi, mlofi, score] : [ofi, score];
}

function ewmaPanel({ source, lambda, limit }: ChartSpec): Panel {
  const part = (name: string) => `ewma.${source}.${name}`;
  return {
    id: `ewma-${source}`,
    title: `Control chart: EWMA of ${source}`,
    says: `Smoothed with lambda ${lambda}; limits at ${limit} sigmas of the chart. A triangle \
marks where an alarm begins, up for buyers, down for sellers.`,
    unit: unitOf(source),
    height: 220,
    lines: [
      { label: "upper", role: "limit", terms: one(part("upper")) },
      { label: "lower", role: "limit", terms: one(part("lower")) },
      { label: "center", role: "center", terms: one(part("center")) },
      plain(part("level"), 0, "level"),
    ],
    alarms: { column: part("alarm"), up: one(part("level")), down: one(part("level")) },
  };
}

function cusumPanel({ source, slack, limit }: ChartSpec): Panel {
  const up: Terms = one(`cusum.${source}.up`);
  const down: Terms = [[-1, `cusum.${source}.down`]];
  return {
    id: `cusum-${source}`,
    title: `Control chart: CUSUM of ${source}`,
    says: `Sums of what exceeds ${slack} sigmas, up and down; limits at ${limit} sigmas. A \
triangle marks where an alarm begins.`,
    unit: "sigmas",
    height: 180,
    levels: [-limit, 0, limit],
    lines: [
      { label: "up", role: 0, terms: up },
      { label: "down", role: 1, terms: down },
    ],
    alarms: { column: `cusum.${source}.alarm`, up, down },
  };
}

/** The user's charts: stated with --chart, or as columns; one of each kind over ofi if none. */
export function chartsOf(asked: readonly string[], stated: readonly string[]): ChartSpec[] {
  const specs = new Map<string, ChartSpec>();
  const put = (spec: ChartSpec) => specs.set(`${spec.kind} ${spec.source}`, spec);
  for (const name of asked) {
    const column = parseColumn(name);
    if (column.kind !== "ewma" && column.kind !== "cusum") continue;
    put(parseChart(`${column.source}:${column.kind}`));
  }
  for (const text of stated) put(parseChart(text));
  if (specs.size === 0) for (const kind of ["ewma", "cusum"]) put(parseChart(`ofi:${kind}`));
  return [...specs.values()];
}

/**
 * The panels over time, from top to bottom.
 * @param asked the user's columns
 * @param stated the user's charts, as they were typed
 */
export function planPanels(
  asked: readonly string[],
  stated: readonly string[],
  hasDepth: boolean,
): Panel[] {
  const charts = chartsOf(asked, stated).slice(0, MAX_CHARTS);
  const scores = chosen(asked, /^(zScore|ewmScore)\./, ["zScore.ofi_256"]);
  return [
    pricePanel(asked),
    bookPanel(asked, hasDepth),
    tradePanel(asked),
    ...flowPanels(hasDepth, scores),
    ...charts.map((spec) => (spec.kind === "ewma" ? ewmaPanel(spec) : cusumPanel(spec))),
  ];
}

/** Columns whose distribution and autocorrelation are shown, with their units. */
export function planDistributions(panels: readonly Panel[]): { column: string; unit: string }[] {
  const ids = ["ofi", "mlofi", "book-imbalance", "trade-imbalance", "score"];
  return ids.flatMap((id) => {
    const panel = panels.find((item) => item.id === id);
    if (panel === undefined) return [];
    // Of the windows of trades the middle one.
    const line = panel.lines[id === "trade-imbalance" ? panel.lines.length >> 1 : 0];
    return [{ column: line.label, unit: panel.unit }];
  });
}

const UNITS: Record<string, string> = {
  size: "size",
  price: "price",
  ticks: "ticks",
  bps: "bps",
  ratio: "ratio",
  sigmas: "sigmas",
  count: "count",
  ms: "ms",
};

/** Unit of a column; a statistic of another column has that one's, a score sigmas. */
export function unitOf(name: string): string {
  if (name.endsWith(".alarm")) return "±1";
  if (name.endsWith(".run")) return "rows";
  const statistic = /^([a-zA-Z]+)\.(.+)$/.exec(name);
  if (statistic === null || /^\d/.test(statistic[2])) {
    const base = name.split("_")[0];
    return UNITS[SIGNALS.find((signal) => signal.name === base)?.unit ?? ""] ?? "";
  }
  const [, kind, rest] = statistic;
  const isScore = /Score$/.test(kind) || kind === "cusum" || rest.endsWith(".score");
  if (isScore) return rest.endsWith(".shift") ? unitOf(rest.slice(0, -6)) : "sigmas";
  const unit = unitOf(
    kind === "ewma" ? rest.replace(/\.[a-z]+$/, "") : rest.replace(/_[^_]*$/, ""),
  );
  return kind.endsWith("Variance") ? `${unit}²` : unit;
}
