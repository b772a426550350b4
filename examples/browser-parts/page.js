/**
 * What the three pages have in common: where rows go once they are there.
 *
 * Rows come in parts, `{ time, sequence, flags, ...columns }` of equal length. All parts are kept
 * in `globalThis.rows`, where a console can look at them.
 */
import { LiveLine } from "./live-line.js";

const SIGNAL = "tradeImbalance_10s";

/** Makes the page ready and returns what takes a part of rows. */
export function showRows() {
  const line = new LiveLine(document.querySelector("canvas"));
  const rows = [];
  globalThis.rows = rows;
  let count = 0;
  return (part) => {
    rows.push(part);
    line.add(part[SIGNAL]);
    count += part.time.length;
    write("clock", new Date(part.time.at(-1) / 1000).toISOString().slice(11, 21));
    write("mid", words(part.mid.at(-1)));
    write("signal", words(part[SIGNAL].at(-1)));
    write("rows", String(count));
  };
}

/** Two digits, and a dash for what is unknown. */
function words(value) {
  return Number.isNaN(value) ? "\u2013" : value.toFixed(2).replace("-", "\u2212");
}

function write(id, text) {
  document.getElementById(id).textContent = text;
}
