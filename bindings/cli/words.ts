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
  // of the engine, and of sources that count the same
  gaps: "gaps: messages were lost, the book was unknown until the next snapshot",
  deltasIgnored: "levels ignored while the book was unknown",
  timeReversals: "ticks older than the one before, taken at the later time",
  largeReversals: "ticks further back in time than allowed",
  badTimes: "ticks refused because of the time",
  badPrices: "ticks refused because of the price",
  badSizes: "ticks refused because of the size",
  offGridLevels: "levels off the price grid: check the tick size",
  offLotSizes: "sizes off the grid of lots: check the lot size",
  unknownSides: "trades without a side",
  unknownKinds: "ticks of an unknown kind",
  quotesIgnored: "ticks ignored because the book is made from the other kind (quotes or levels)",
  otherInstrument: "ticks of other instruments, skipped",
  crossedMessages: "messages after which the book was crossed",
  lockedMessages: "messages after which the book was locked",
  windowMoves: "moves of the ladder's window",
  // lines and files
  badLines: "lines that could not be read",
  unknownLines: "lines of streams that are not read",
  sentLines: "lines that the recorder itself sent",
  otherLines: "lines of the recorder about itself",
  otherSymbolLines: "lines of other symbols, skipped",
  otherPublisherLines: "lines of other publishers, skipped",
  otherBookLines: "lines of a second book of the symbol in another depth, skipped",
  emptyRows: "rows without content",
  rowsWithoutAction: "rows without an action and without effect",
  unchangedRows: "rows in which nothing that is read has changed",
  suspiciousRows: "rows that the vendor marks as suspicious, left out",
  doubtfulRows: "rows that the vendor marks as doubtful, whose levels were left out",
  cutBytes: "bytes of an unfinished block at the end, left out",
  unfinishedMessages: "messages without an end",
  unfinishedEvents: "events without an end",
  // order in time and sequence
  reversals: "messages older than the one before them in their file",
  sequenceGaps: "gaps in the sequence of depth events",
  sequenceReversals: "steps back of the sequence number",
  tradeIdGaps: "gaps in the trade ids",
  early: "messages received before their own time: a clock is wrong",
  // snapshots and updates of the book
  droppedEvents: "events older than the snapshot, dropped as the venue asks",
  heldEvents: "events held back until the snapshot came",
  forgottenEvents: "events forgotten because no snapshot came in time",
  waitingUpdates: "updates that came while the book was unknown",
  forgottenUpdates: "updates forgotten because no snapshot came in time",
  staleSnapshots: "snapshots older than the events at hand, ignored",
  emptySnapshots: "snapshots without a level",
  oneSidedClears: "snapshots of one side that emptied the other side too",
  olderStates: "pictures older than the book, whose levels were left out",
  checksumMismatches: "checksums of the venue that differ from the book's",
  duplicates: "duplicates of what was known already, left out",
  // trades and quotes
  repeatedTrades: "trades received twice, taken once",
  otherTrades: "trades of a second stream or that are no order flow, skipped",
  pastTrades: "trades made before the recording, skipped",
  filteredTrades: "trades left out by their sale condition",
  crossTrades: "trades of a cross or auction",
  hiddenExecutions: "executions of hidden orders",
  hiddenSidesUnknown: "executions of hidden orders without a side",
  quotesSkipped: "quotes skipped beside a depth feed",
  staleQuotes: "quotes older than the one before, skipped",
  halts: "halts of trading",
  // single orders
  unknownOrders: "rows about orders that were not known",
  repeatedOrders: "orders added again while they were alive",
  recreatedOrders: "orders created again while they were alive",
  overCancels: "cancels of more than the order held",
  fills: "fills of resting orders, which other rows take out of the book",
  ghostOrders: "orders that the feed had lost sight of, taken out of the book",
  revivedGhosts: "orders taken out as lost that came back",
  closingDeletes: "deletes at the end of the recording that never happened",
  orderEvents: "events of single orders, left out",
  unknownEvents: "events of kinds that are not read",
  // faults of row recordings
  wrongSymbols: "rows of another symbol than their stream",
  badSides: "rows with a side that is none",
  badEventTimes: "rows with an event time outside the day",
  badTransactionTimes: "rows with a transaction time outside the day",
  badReceiveTimes: "rows with a receive time that is none",
  outOfDayRows: "rows received on another day than the rest",
  lateReceives: "rows received more than a second after the event",
  eventsAfterReceive: "rows with an event time after that of receipt",
  mergeTimeMismatches: "rows with another time than the merged file gives them",
  wrongLastMarks: "marks of the end of a message at the wrong row",
  farPrices: "prices of levels, ten times as high or low as before",
  priceJumps: "prices of trades, more than 10 % away from before",
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
  "updates",
  "states",
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
