/**
 * Rows of a table into messages of ticks.
 *
 * What a row is: a whole book where it has levels of both sides, best prices where it has a bid or
 * an ask, else what `kind` says; without a kind, a level where snapshots are marked or sides are
 * called bid and ask, else a trade. Levels in a row with the same times and sequence number are
 * one message; every other row is a message of its own. Whole books are written as what changed
 * from row to row, behind a clear at the first one and after every gap.
 *
 * A stream of levels that never marks a snapshot begins with an empty book.
 */
import * as abi from "../../../assembly/abi.ts";
import { NO_FACTS } from "../reading/facts.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { choiceNote, type SymbolsMet } from "../reading/symbol-choice.ts";
import type { InstrumentFacts, OpenOptions, SourceStats } from "../source.ts";
import { LevelLists } from "./level-lists.ts";
import type { Mapped } from "./mapping.ts";
import { FIELD, type TableRow, UNREADABLE } from "./row.ts";
import { KIND } from "./use.ts";

const EMPTY_START =
  "no column marks snapshots: the book is taken as empty before the first row and grows with them";

const LATE_DEPTH =
  "levels came after rows that held best quotes alone, which the book is made from unless told " +
  'otherwise: book "ladder" makes it from the levels';

const TOPICS = [
  [FIELD.fundingRate, abi.TOPIC_FUNDING_RATE],
  [FIELD.openInterest, abi.TOPIC_OPEN_INTEREST],
  [FIELD.indexPrice, abi.TOPIC_INDEX_PRICE],
  [FIELD.markPrice, abi.TOPIC_MARK_PRICE],
] as const;
const LEVEL_FLAG = { [KIND.change]: abi.KIND_LEVEL_CHANGE } as Record<number, number>;
/** Levels of a whole book that are shown to the grid: deeper ones have no finer digits. */
const GRID_LEVELS = 25;

function isDepth(kind: number): boolean {
  return kind === KIND.level || kind === KIND.change || kind === KIND.snapshot;
}

export class TableRows {
  /** Symbol that is read; "" if the table names none. */
  symbol = "";
  readonly notes: string[] = [];
  readonly #stats: SourceStats;
  readonly #options: OpenOptions;
  readonly #bids = new LevelLists("bids");
  readonly #asks = new LevelLists("asks");
  #mapped: Mapped | null = null;
  /** Number of the symbol in the file at hand; NaN until it is met there. */
  #chosen = NaN;
  /** Was a row of the symbol met in any file? */
  #isMet = false;
  #isBookFresh = true;
  /** The open message of levels. */
  #open = { timeUs: NaN, localUs: NaN, sequence: NaN, isLevels: false };
  #wasSnapshot = false;
  #hasLevels = false;
  #hasSnapshot = false;
  /** Kinds of the rows that were shown before any was read. */
  readonly #shown = { quotes: false, depth: false };

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#options = options;
    this.#stats = stats;
    stats.otherSymbolLines = 0;
    stats.gaps = 0;
    stats.emptyRows = 0;
  }

  /** A file begins; its columns may stand elsewhere than those of the one before. */
  begin(mapped: Mapped): void {
    this.#mapped = mapped;
    this.#chosen = NaN;
    this.#isBookFresh = true;
    this.#wasSnapshot = false;
  }

  /** The symbol, and whether there are best quotes without depth: where rows tell, those shown. */
  get facts(): InstrumentFacts {
    const named = { ...NO_FACTS, symbol: this.symbol };
    if (this.#mapped === null) return named;
    const { hasQuotes, hasLists, hasKinds, constantKind } = this.#mapped;
    const isOfQuotes = hasKinds
      ? this.#shown.quotes && !this.#shown.depth
      : Number.isNaN(constantKind) || constantKind === KIND.quote;
    return hasQuotes && !hasLists && isOfQuotes ? { ...named, book: "quotes" } : named;
  }

  /** What was met of several symbols; undefined if the table names none. */
  get symbols(): SymbolsMet | undefined {
    const names = this.#mapped?.symbols?.names;
    if (names === undefined) return undefined;
    const others = names.filter((name) => name !== this.symbol);
    return { isMet: this.#isMet, others, otherCount: others.length };
  }

  /** Meets a row before any is read: chooses the symbol and shows the grid its numbers. */
  show(row: TableRow, grid: GridGuess): void {
    if (!this.#takes(row)) return;
    const { values, lists } = row;
    const { hasLists, hasQuotes, hasTrades } = this.#mapped as Mapped;
    const kind = this.#kindOf(values);
    if (kind === KIND.change) grid.hasChanges = true;
    if (kind === KIND.quote) this.#shown.quotes = true;
    if (isDepth(kind)) this.#shown.depth = true;
    const hasBook = hasLists || hasQuotes;
    if (!hasBook) grid.numbers(values[FIELD.price], values[FIELD.size]);
    // Without prices there is no grid to be seen; the file stands beside one that has them.
    if (!hasBook && !hasTrades) for (const [field] of TOPICS) grid.numbers(values[field], NaN);
    grid.numbers(values[FIELD.bid], values[FIELD.bidSize]);
    grid.numbers(values[FIELD.ask], values[FIELD.askSize]);
    for (const [prices, sizes] of [lists.slice(0, 2), lists.slice(2)]) {
      const count = Math.min(prices.count, sizes.count, GRID_LEVELS);
      for (let level = 0; level < count; level++) {
        grid.numbers(prices.values[prices.from + level], sizes.values[sizes.from + level]);
      }
    }
  }

  /** @returns "" if the row was understood, else the reason why not; then nothing was written */
  read(row: TableRow, writer: MessageWriter): string {
    const mapped = this.#mapped as Mapped;
    const { values } = row;
    if (mapped.symbols && Number.isNaN(values[FIELD.symbol])) return "symbol must not be empty";
    if (!this.#takes(row)) {
      this.#stats.otherSymbolLines++;
      return "";
    }
    for (const { field, at } of mapped.plan.scalars) {
      if (values[at] === UNREADABLE) return `${field} could not be read`;
    }
    const localUs = values[FIELD.localTime];
    const isLocal = this.#options.clock === "local" || Number.isNaN(values[FIELD.time]);
    const timeUs = isLocal && !Number.isNaN(localUs) ? localUs : values[FIELD.time];
    if (!(timeUs >= 0 && timeUs < Infinity)) return "time must not be empty or before 1970";
    const hasGap = values[FIELD.gap] === 1;
    if (mapped.hasLists) return this.#readBook(row, writer, timeUs, hasGap);
    const kind = this.#kindOf(values);
    return isDepth(kind)
      ? this.#readLevel(values, writer, timeUs, kind, hasGap)
      : this.#readPrint(values, writer, timeUs, kind, hasGap);
  }

  /** The input is over: says what only the whole of it shows. */
  finish(): void {
    const { symbol, symbols } = this;
    const isAsked = this.#options.symbol !== undefined;
    const note = symbols === undefined ? "" : choiceNote(symbol, symbols, isAsked);
    if (note !== "") this.notes.push(note);
    const isUnknown = this.#hasLevels && !this.#hasSnapshot && this.#mapped?.isSnapshotMarked;
    if (this.#hasLevels && this.facts.book === "quotes") this.notes.push(LATE_DEPTH);
    if (isUnknown) this.notes.push("no row was part of a snapshot: the book stayed unknown");
  }

  /** Is the row of the symbol that is read? The first one met is chosen if none was. */
  #takes({ values }: TableRow): boolean {
    const symbols = this.#mapped?.symbols;
    if (!symbols) return true;
    const number = values[FIELD.symbol];
    if (Number.isNaN(number)) return false;
    if (Number.isNaN(this.#chosen)) {
      const name = symbols.names[number];
      if (this.symbol === "") this.symbol = this.#options.symbol ?? name;
      if (name !== this.symbol) return false;
      this.#chosen = number;
      this.#isMet = true;
    }
    return number === this.#chosen;
  }

  #kindOf(values: Float64Array): number {
    const { constantKind, hasQuotes, isSnapshotMarked, sides } = this.#mapped as Mapped;
    const told = Number.isNaN(values[FIELD.kind]) ? constantKind : values[FIELD.kind];
    if (!Number.isNaN(told)) return told;
    if (hasQuotes) return Number.isNaN(values[FIELD.price]) ? KIND.quote : KIND.trade;
    return isSnapshotMarked || sides?.words === "book" ? KIND.level : KIND.trade;
  }

  #readBook(row: TableRow, writer: MessageWriter, timeUs: number, hasGap: boolean): string {
    const { values, lists } = row;
    const reason = this.#bids.read(lists[0], lists[1]) || this.#asks.read(lists[2], lists[3]);
    if (reason !== "") return reason;
    const bids = this.#bids.side;
    const asks = this.#asks.side;
    const isEmpty = bids.count + asks.count === 0;
    this.#openMessage(values, writer, timeUs, false);
    if (hasGap) this.#addGap(writer, timeUs);
    if (hasGap || isEmpty || this.#isBookFresh) {
      bids.forget();
      asks.forget();
      writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
    }
    bids.write(writer, timeUs);
    asks.write(writer, timeUs);
    this.#isBookFresh = isEmpty;
    this.#addValues(values, writer, timeUs);
    return "";
  }

  #readLevel(
    values: Float64Array,
    writer: MessageWriter,
    timeUs: number,
    kind: number,
    hasGap: boolean,
  ): string {
    const price = values[FIELD.price];
    const size = values[FIELD.size];
    const side = values[FIELD.side];
    if (side !== 1 && side !== -1) return "side of a level must be bid or ask";
    const isSize = kind === KIND.change ? Math.abs(size) < Infinity : size >= 0 && size < Infinity;
    if (!(Math.abs(price) < Infinity)) return "price must be a finite number";
    if (!isSize) return "size must be a finite number from 0 up";
    if (hasGap) this.#wasSnapshot = false;
    const isSnapshot = kind === KIND.snapshot || values[FIELD.isSnapshot] === 1;
    const isNew =
      hasGap || !this.#isSameMessage(values, timeUs) || isSnapshot !== this.#wasSnapshot;
    if (isNew) {
      this.#openMessage(values, writer, timeUs, true);
      if (hasGap) this.#addGap(writer, timeUs);
      if (this.#clearsBefore(isSnapshot)) writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
    }
    this.#wasSnapshot = isSnapshot;
    const flags = LEVEL_FLAG[kind] ?? abi.KIND_LEVEL_SET;
    writer.add(timeUs, price, size, flags | (side === 1 ? abi.SIDE_BID : abi.SIDE_ASK));
    return "";
  }

  /**
   * A snapshot replaces the book; where all rows are snapshots, each message does. Where none is
   * ever marked, the first row of all begins the book.
   */
  #clearsBefore(isSnapshot: boolean): boolean {
    const { constantKind, isSnapshotMarked } = this.#mapped as Mapped;
    const isFirst = !this.#hasLevels;
    this.#hasLevels = true;
    if (isSnapshot) this.#hasSnapshot = true;
    if (isSnapshot) return !this.#wasSnapshot || constantKind === KIND.snapshot;
    if (!isFirst || isSnapshotMarked) return false;
    this.notes.push(EMPTY_START);
    return true;
  }

  #readPrint(
    values: Float64Array,
    writer: MessageWriter,
    timeUs: number,
    kind: number,
    hasGap: boolean,
  ): string {
    const reason = this.#printReason(values, kind);
    if (reason !== "") return reason;
    if (hasGap) this.#stats.gaps++;
    const hasTopic = TOPICS.some(([field]) => !Number.isNaN(values[field]));
    const hasQuote = !(Number.isNaN(values[FIELD.bid]) && Number.isNaN(values[FIELD.ask]));
    const hasTrade = kind === KIND.trade && !Number.isNaN(values[FIELD.price]);
    if (kind !== KIND.clear && !hasTrade && !hasQuote && !hasTopic) {
      this.#stats.emptyRows++;
      return "";
    }
    this.#openMessage(values, writer, timeUs, false);
    if (kind === KIND.clear) {
      this.#hasSnapshot = true;
      writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
    }
    if (hasQuote) this.#addQuote(values, writer, timeUs);
    if (hasTrade) {
      const side = values[FIELD.side];
      const flag = side === 1 ? abi.SIDE_BUY : side === -1 ? abi.SIDE_SELL : 0;
      writer.add(timeUs, values[FIELD.price], values[FIELD.size], abi.KIND_TRADE | flag);
    }
    this.#addValues(values, writer, timeUs);
    return "";
  }

  #printReason(values: Float64Array, kind: number): string {
    const { hasTrades } = this.#mapped as Mapped;
    const price = values[FIELD.price];
    const size = values[FIELD.size];
    if (hasTrades && kind === KIND.trade) {
      const isEmpty = Number.isNaN(price) && Number.isNaN(size);
      if (!isEmpty && !(Math.abs(price) < Infinity)) return "price must be a finite number";
      if (!isEmpty && !(size >= 0 && size < Infinity)) return "size must be a number from 0 up";
    }
    for (const [name, at] of [
      ["bid", FIELD.bid],
      ["ask", FIELD.ask],
    ] as const) {
      const quoted = values[at];
      const quotedSize = values[at + 1];
      if (Number.isNaN(quoted)) continue;
      if (!(Math.abs(quoted) < Infinity)) return `${name} must be a finite number`;
      if (!(quotedSize >= 0 && quotedSize < Infinity)) return `${name}Size must be from 0 up`;
    }
    return "";
  }

  /** A side without a price is empty. */
  #addQuote(values: Float64Array, writer: MessageWriter, timeUs: number): void {
    const bid = values[FIELD.bid];
    const ask = values[FIELD.ask];
    const bidSize = Number.isNaN(bid) ? 0 : values[FIELD.bidSize];
    const askSize = Number.isNaN(ask) ? 0 : values[FIELD.askSize];
    writer.add(timeUs, bid || 0, bidSize, abi.KIND_QUOTE | abi.SIDE_BID);
    writer.add(timeUs, ask || 0, askSize, abi.KIND_QUOTE | abi.SIDE_ASK);
  }

  #addValues(values: Float64Array, writer: MessageWriter, timeUs: number): void {
    for (const [field, topic] of TOPICS) {
      const value = values[field];
      if (!Number.isFinite(value)) continue;
      writer.add(timeUs, value, 0, abi.KIND_STATE | (topic << abi.TOPIC_SHIFT));
    }
  }

  #addGap(writer: MessageWriter, timeUs: number): void {
    this.#stats.gaps++;
    writer.add(timeUs, 0, 0, abi.KIND_GAP);
  }

  #openMessage(
    values: Float64Array,
    writer: MessageWriter,
    timeUs: number,
    isLevels: boolean,
  ): void {
    const open = this.#open;
    open.timeUs = timeUs;
    open.localUs = values[FIELD.localTime];
    open.sequence = values[FIELD.sequence];
    open.isLevels = isLevels;
    writer.open(timeUs, open.localUs, open.sequence);
  }

  #isSameMessage(values: Float64Array, timeUs: number): boolean {
    const { isLevels, timeUs: openUs, localUs, sequence } = this.#open;
    return (
      isLevels &&
      openUs === timeUs &&
      Object.is(localUs, values[FIELD.localTime]) &&
      Object.is(sequence, values[FIELD.sequence])
    );
  }
}
