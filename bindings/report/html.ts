/**
 * The page: words and tables as HTML, numbers as JSON, style and script inlined. It loads nothing,
 * and its policy forbids it to.
 */
import { CORE_BUILD_ID } from "../core/core-bytes.ts";
import { PAGE_SCRIPT, PAGE_STYLE } from "./page-assets.ts";
import { pagePayload, scriptJson } from "./page-data.ts";
import type { HeatMapData } from "./payload.ts";
import type { Recorder } from "./recorder.ts";
import type { ReportFacts } from "./report.ts";
import { alarmsTable, chartsTable, countersTable, escaped, numbersTable, pairs } from "./tables.ts";
import { grouped, span, utc } from "./words.ts";

/** Everything a page is made of. */
export interface PageParts {
  readonly facts: ReportFacts;
  readonly recorder: Recorder;
  readonly heatMap: HeatMapData | null;
  readonly tickSize: number;
  readonly every: string;
  readonly asked: ReadonlySet<string>;
  /** Control charts beyond those that a page has room for. */
  readonly undrawnCharts: number;
}

const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
img-src data:; base-uri 'none'; form-action 'none'";

const NO_DEPTH =
  "There is no depth heat map and no imbalance of levels: the book was made from \
best quotes alone.";
const NO_BOOK = "There is no depth heat map: the book was never known on both sides.";

function head({ facts, recorder }: PageParts): string {
  const name = facts.symbol === "" ? "Order flow report" : `Order flow report: ${facts.symbol}`;
  const day = recorder.rows > 0 ? `, ${utc(recorder.firstTime, 0)} UTC` : "";
  return `<meta charset="utf-8">
<title>${escaped(`${name}${day}`)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>`;
}

function tile(value: string, name: string): string {
  return `<div class="tile"><strong>${escaped(value)}</strong><span>${escaped(name)}</span></div>`;
}

function banner({ facts, recorder, every }: PageParts): string {
  const { rows, firstTime, lastTime } = recorder;
  const alarms = recorder.panels.reduce((sum, _, at) => {
    const kept = recorder.alarms(at);
    return sum + (kept === null ? 0 : kept.up.total + kept.down.total);
  }, 0);
  const time = rows === 0 ? "No row was made." : `${utc(firstTime)} to ${utc(lastTime)} UTC`;
  const cut = facts.isInterrupted
    ? '<p class="warning">The run was interrupted: this is what had been read until then.</p>'
    : "";
  const tiles = [
    tile(rows === 0 ? "none" : span(lastTime - firstTime), "of market time"),
    tile(grouped(rows), `rows, every ${every}`),
    tile(grouped(alarms), "alarms"),
    tile(grouped(facts.quality.length), "findings about the data"),
  ];
  return `<header><div><h1>${escaped(facts.symbol || "Order flow report")}</h1>
<p class="lead">${facts.symbol === "" ? "" : "Order flow report, "}${time}</p></div>
<div class="tiles">${tiles.join("")}</div></header>${cut}`;
}

const TOOLBAR = `<div class="toolbar" role="toolbar" aria-label="View">
<button type="button" data-act="left" title="Move left" aria-label="Move left">◀</button>
<button type="button" data-act="in" title="Zoom in" aria-label="Zoom in">+</button>
<button type="button" data-act="out" title="Zoom out" aria-label="Zoom out">−</button>
<button type="button" data-act="right" title="Move right" aria-label="Move right">▶</button>
<button type="button" data-act="reset">All</button>
<output id="view"></output>
<span class="hint">drag: zoom · shift-drag: move · ctrl-wheel: zoom · double click: all</span>
<button type="button" data-act="theme" aria-pressed="false">Dark</button></div>`;

function figure(id: string, title: string, says: string): string {
  return `<section class="panel" aria-labelledby="t-${escaped(id)}"><h3 id="t-${escaped(id)}">\
${escaped(title)}</h3><p class="says">${escaped(says)}</p><div class="plot" id="p-${escaped(id)}" \
role="img" aria-label="${escaped(`${title}. ${says} Its numbers stand in the table of numbers.`)}">\
</div></section>`;
}

function heatFigure({ heatMap, recorder }: PageParts): string {
  if (heatMap !== null) {
    const { ticksPerCell } = heatMap;
    const height = ticksPerCell === 1 ? "one tick" : `${ticksPerCell} ticks`;
    const says = `Resting size by distance from mid, bids below and asks above; a cell is \
${height} high. Blank: the book was crossed or not known.`;
    return figure("heat", "Depth of the book", says);
  }
  const hasDepth = recorder.panels.some(({ id }) => id === "mlofi");
  return `<p class="absent">${hasDepth ? NO_BOOK : NO_DEPTH}</p>`;
}

function timePanels(parts: PageParts): string {
  const { recorder, undrawnCharts } = parts;
  const more =
    undrawnCharts === 0
      ? ""
      : `<p class="absent">Control charts not drawn for want of room: ${undrawnCharts}.</p>`;
  const figures = recorder.panels.map(({ id, title, says }, at) =>
    recorder.lines(at).some(({ isKnown }) => isKnown)
      ? figure(id, title, says)
      : `<p class="absent">${escaped(title)}: no row had a value, so there is no panel.</p>`,
  );
  const [price, ...others] = figures;
  const { rowsPerBucket } = recorder.grid;
  const exact =
    rowsPerBucket === 1
      ? "Every row is drawn."
      : `A point stands for ${rowsPerBucket} rows: their least and their greatest value are drawn, \
so that no extreme and no alarm is lost.`;
  return `<h2>Over time</h2><p class="note">${exact} Times are UTC. Up is buyers. Grey: the book \
was not known or trading was halted. Amber at the foot: rows with doubtful data.</p>${TOOLBAR}
${[price, heatFigure(parts), ...others].join("\n")}${more}`;
}

function distributions({ recorder }: PageParts): string {
  const known = recorder.distributions.filter(({ column }) => recorder.moments[column].known > 0);
  const figures = known.map(({ name }) => {
    const says = "Rows by value; the line is a normal law of the same mean and sigma.";
    const later =
      "How much it resembles itself some rows later; within the dashed lines it may be noise.";
    return `<div class="pair">${figure(`h-${name}`, `Distribution of ${name}`, says)}
${figure(`a-${name}`, `Autocorrelation of ${name}`, later)}</div>`;
  });
  return `<h2>Distribution and autocorrelation</h2>${figures.join("\n")}`;
}

function provenance({ facts }: PageParts): string {
  const versions = [...facts.versions, ["core build", CORE_BUILD_ID.toString(16)] as const];
  return `<h2>How this page was made</h2><pre><code>${escaped(facts.command)}</code></pre>
<div class="columns">${pairs(facts.about)}${pairs(versions)}</div>`;
}

function quality({ facts }: PageParts): string {
  const sentences = facts.quality.map((sentence) => `<li>${escaped(sentence)}</li>`);
  const found =
    sentences.length === 0 ? "<p>Nothing to report.</p>" : `<ul>${sentences.join("")}</ul>`;
  const counters = facts.counters.map(({ title, counts }) => countersTable(title, counts));
  return `<h2>Quality of the data</h2><div class="box">${found}</div>
<div class="columns">${counters.join("")}</div>`;
}

/** The whole page. */
export function pageHtml(parts: PageParts): string {
  const { recorder, heatMap, tickSize, asked } = parts;
  const rate = figure(
    "rate",
    "Alarms per hour",
    "Alarms that began, chart by chart; the first and the last bar may cover less time.",
  );
  const drawn =
    recorder.rows === 0
      ? "<p>No row was made, so there is nothing to draw.</p>"
      : `${timePanels(parts)}
<h2>Alarms</h2>${chartsTable(recorder)}${rate}${alarmsTable(recorder)}
${distributions(parts)}
<h2>Numbers</h2>${numbersTable(recorder, tickSize, asked)}`;
  const payload = scriptJson(pagePayload(recorder, heatMap, tickSize));
  return `<!doctype html>
<html lang="en">
<head>
${head(parts)}
</head>
<body>
<main>
${banner(parts)}
<noscript><p class="warning">The panels are drawn by the script of this page, which is switched \
off; the tables need none.</p></noscript>
${drawn}
${quality(parts)}
${provenance(parts)}
</main>
<script type="application/json" id="data">${payload}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}
