/** Numbers, times and counters as a human reads them. */

/** `1234567` as `1.23 M`: three significant digits and a unit of thousands. */
export function compact(value: number): string {
  if (!Number.isFinite(value)) return "-";
  for (const [size, unit] of [
    [1e9, " G"],
    [1e6, " M"],
    [1e3, " k"],
  ] as const) {
    if (Math.abs(value) >= size) return `${(value / size).toPrecision(3)}${unit}`;
  }
  return String(Math.round(value));
}

/** A count with thousands set apart: `1,234,567`. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

/** A count and what is counted: `1 tick`, `1,234 ticks`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A value of a row: at most 7 significant digits, `unknown` for NaN. */
export function shown(value: number): string {
  if (Number.isNaN(value)) return "unknown";
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(7)));
}

/** Microseconds since the epoch as an ISO time with microseconds. */
export function isoTime(timeUs: number): string {
  if (!(Math.abs(timeUs) <= 8.64e18)) return "unknown";
  const ms = Math.floor(timeUs / 1000);
  const micros = String(Math.floor(timeUs - ms * 1000)).padStart(3, "0");
  return new Date(ms).toISOString().replace("Z", `${micros}Z`);
}

/** Microseconds as `1 d 2 h`, `3 h 4 min`, `5 min 6 s`, `7.89 s`. */
export function duration(us: number): string {
  const seconds = us / 1e6;
  if (seconds < 60) return `${Number(seconds.toPrecision(3))} s`;
  const whole = Math.round(seconds);
  const [d, h, min, s] = [86400, 3600, 60, 1].map((size, index, sizes) =>
    Math.floor((index === 0 ? whole : whole % sizes[index - 1]) / size),
  );
  if (d > 0) return `${d} d ${h} h`;
  return h > 0 ? `${h} h ${min} min` : `${min} min ${s} s`;
}

/** Counters that say something about the data; the first word is what is counted. */
const QUALITY: Record<string, string> = {
  gaps: "gaps: messages were lost, the book was unknown until the next snapshot",
  deltasIgnored: "levels ignored while the book was unknown",
  timeReversals: "ticks older than the one before, taken at the later time",
  largeReversals: "ticks further back in time than allowed",
  badTimes: "ticks refused for their time",
  badPrices: "ticks refused for their price",
  badSizes: "ticks refused for their size",
  offGridLevels: "levels off the price grid: check the tick size",
  offLotSizes: "sizes off the grid of lots: check the lot size",
  unknownSides: "trades without a side",
  unknownKinds: "ticks of an unknown kind",
  quotesIgnored: "ticks ignored because the book is made from the other kind (quotes or levels)",
  otherInstrument: "ticks of other instruments, skipped",
  crossedMessages: "messages after which the book was crossed",
  lockedMessages: "messages after which the book was locked",
  windowMoves: "moves of the ladder's window",
  badLines: "lines that could not be read",
  unfinishedMessages: "messages without an end",
  sequenceGaps: "gaps in the sequence of depth events",
  tradeIdGaps: "gaps in the trade ids",
  droppedEvents: "events older than the snapshot, dropped as the venue asks",
  heldEvents: "events held back until the snapshot came",
  forgottenEvents: "events forgotten because no snapshot came in time",
  staleSnapshots: "snapshots older than the events at hand, ignored",
  repeatedTrades: "trades received twice, taken once",
  otherTrades: "lines of the second stream of the same trades, skipped",
  otherSymbolLines: "lines of other symbols, skipped",
  unknownLines: "lines of streams that are not read",
  quotesSkipped: "quotes skipped beside a depth feed",
  cutBytes: "bytes of an unfinished block at the end, left out",
  emptyRows: "rows that say nothing",
  reversals: "messages older than the one before them in their file",
  orderEvents: "events of single orders, left out",
  unknownEvents: "events of kinds that are not read",
  oneSidedClears: "snapshots of one side, which emptied the other side too",
};

/** Counters of the sources and the engine that only say how much there was. */
const VOLUME = new Set([
  "bytesRead",
  "totalBytes",
  "lines",
  "ticks",
  "messages",
  "rows",
  "levels",
  "trades",
  "quotes",
  "clears",
  "sessionBreaks",
  "alarms",
  "depthEvents",
  "snapshots",
  "touchMoves",
  "quietStretches",
  "cutTicks",
  "otherClockEvents",
]);

/** One finding about the data: how often, and what. */
export interface Finding {
  name: string;
  count: number;
  words: string;
}

/** Every counter that is not 0 and tells of quality; a name without words speaks for itself. */
export function findings(counters: Record<string, number>): Finding[] {
  return Object.entries(counters)
    .filter(([name, count]) => count !== 0 && !VOLUME.has(name))
    .map(([name, count]) => ({ name, count, words: phrase(QUALITY[name] ?? plain(name), count) }));
}

function phrase(words: string, count: number): string {
  return count === 1 ? words.replace(/^(\w+)s\b/, "$1") : words;
}

function plain(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
