/** The tables of a page: its numbers for whoever cannot see the pictures, or runs no script. */
import { unitOf } from "./panels.ts";
import type { Recorder } from "./recorder.ts";
import { grouped, shown, shownPrice, utc } from "./words.ts";

const MAX_ALARMS = 200;

/** Text as it may stand in HTML. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Names and values as a list. */
export function pairs(list: readonly (readonly [name: string, value: string])[]): string {
  const items = list.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`);
  return `<dl>${items.join("")}</dl>`;
}

/** A number that says its exact value besides the one shown. */
function cell(value: number, text: string): string {
  return Number.isNaN(value)
    ? '<td class="none">unknown</td>'
    : `<td><data value="${value}">${escaped(text)}</data></td>`;
}

function timeCell(timeUs: number): string {
  return `<td class="time">${Number.isNaN(timeUs) ? "" : utc(timeUs)}</td>`;
}

/** Every column of the rows in numbers. */
export function numbersTable(
  recorder: Recorder,
  tickSize: number,
  asked: ReadonlySet<string>,
): string {
  const rows = [...new Set([...asked, ...recorder.columns])].flatMap((name) => {
    const at = recorder.columns.indexOf(name);
    if (at < 0) return [];
    const { known, unknown, mean, sigma, low, lowTime, high, highTime, last } =
      recorder.moments[at];
    const unit = unitOf(name);
    const text = (value: number) =>
      unit === "price" ? shownPrice(value, tickSize, 2) : shown(value);
    const star = asked.has(name) ? "" : ' <abbr title="computed for this report">*</abbr>';
    return `<tr><th scope="row">${escaped(name)}${star}</th><td class="unit">${unit}</td>\
<td>${grouped(known)}</td><td>${grouped(unknown)}</td>${cell(mean, text(mean))}\
${cell(sigma, shown(sigma))}${cell(low, text(low))}${timeCell(lowTime)}\
${cell(high, text(high))}${timeCell(highTime)}${cell(last, text(last))}</tr>`;
  });
  return `<div class="wide"><table><caption>All rows, every column. Columns with * were computed \
for this report. Times in UTC.</caption><thead><tr><th scope="col">Column</th>\
<th scope="col">Unit</th><th scope="col">Known</th><th scope="col">Unknown</th>\
<th scope="col">Mean</th><th scope="col">Sigma</th><th scope="col">Least</th>\
<th scope="col">at</th><th scope="col">Greatest</th><th scope="col">at</th>\
<th scope="col">Last</th></tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table></div>`;
}

interface ListedAlarm {
  chart: string;
  direction: string;
  time: number;
  value: number;
  count: number;
}

function listedAlarms(recorder: Recorder): ListedAlarm[] {
  const all = recorder.panels.flatMap(({ alarms }, at) => {
    const kept = recorder.alarms(at);
    if (alarms === undefined || kept === null) return [];
    const chart = alarms.column.replace(/\.alarm$/, "");
    return (["up", "down"] as const).flatMap((side) =>
      kept[side].marks().map((mark) => ({ chart, direction: side, ...mark })),
    );
  });
  return all.sort((a, b) => a.time - b.time);
}

/** The alarms of all charts in order of time. */
export function alarmsTable(recorder: Recorder): string {
  const all = listedAlarms(recorder);
  if (all.length === 0) return "<p>No chart raised an alarm.</p>";
  const rows = all.slice(0, MAX_ALARMS).map(
    ({ chart, direction, time, value, count }) =>
      `<tr><th scope="row" class="time">${utc(time)}</th><td class="text">${escaped(chart)}</td>\
<td class="text">${direction === "up" ? "▲ up, buyers" : "▼ down, sellers"}</td>\
${cell(value, shown(value))}<td>${grouped(count)}</td></tr>`,
  );
  const more = all.length > MAX_ALARMS ? `The first ${MAX_ALARMS} of ${grouped(all.length)}. ` : "";
  const merged = all.some(({ count }) => count > 1)
    ? "Alarms so close that they share a point of the panels stand in one line, with the first."
    : "";
  return `<details><summary>List of alarms</summary><div class="wide"><table><caption>${more}\
${merged} Times in UTC.</caption><thead><tr><th scope="col">Time</th><th scope="col">Chart</th>\
<th scope="col">Direction</th><th scope="col">Value</th><th scope="col">Alarms</th></tr></thead>\
<tbody>\n${rows.join("\n")}\n</tbody></table></div></details>`;
}

/** How many alarms each chart raised, and how many that is an hour. */
export function chartsTable(recorder: Recorder): string {
  const hours = (recorder.lastTime - recorder.firstTime) / 3.6e9;
  const rows = recorder.panels.flatMap(({ alarms }, at) => {
    const kept = recorder.alarms(at);
    if (alarms === undefined || kept === null) return [];
    const { up, down } = kept;
    const total = up.total + down.total;
    const rate = hours > 0 ? total / hours : NaN;
    return `<tr><th scope="row">${escaped(alarms.column.replace(/\.alarm$/, ""))}</th>\
<td>${grouped(total)}</td><td>${grouped(up.total)}</td><td>${grouped(down.total)}</td>\
${cell(rate, shown(rate, 3))}</tr>`;
  });
  return `<div class="wide"><table><caption>An alarm is where one begins; it is armed again once \
it has ended.</caption><thead><tr><th scope="col">Chart</th><th scope="col">Alarms</th>\
<th scope="col">up</th><th scope="col">down</th><th scope="col">an hour</th></tr></thead>\
<tbody>\n${rows.join("\n")}\n</tbody></table></div>`;
}

/** Counters side by side, those that are 0 in fewer words. */
export function countersTable(title: string, counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).filter(([, count]) => Number.isFinite(count));
  const seen = entries.filter(([, count]) => count !== 0);
  const zeros = entries.filter(([, count]) => count === 0).map(([name]) => name);
  const rows = seen.map(
    ([name, count]) => `<tr><th scope="row">${escaped(name)}</th><td>${grouped(count)}</td></tr>`,
  );
  const none = zeros.length > 0 ? `<p class="zeros">Zero: ${escaped(zeros.join(", "))}.</p>` : "";
  return `<div><table><caption>${escaped(title)}</caption><thead><tr><th scope="col">Counter</th>\
<th scope="col">Count</th></tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table>${none}</div>`;
}
