/**
 * What the parser of a venue writes to: messages with their times, one symbol of several, gaps.
 *
 * A venue's message is complete when it is parsed, so records go straight into the batch and the
 * last one is marked at once; nothing waits here. All counters of venues live in `COUNTERS`.
 */
import * as abi from "../../../assembly/abi.ts";
import type { TickBatch } from "../../core/tick-batch.ts";
import { MalformedMessage } from "../reading/malformed.ts";
import type { SymbolsMet } from "../reading/symbol-choice.ts";
import { TradeIds } from "../reading/trade-ids.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import type { LevelList, TradeList } from "./lists.ts";
import * as chains from "./update-chain.ts";

const BID = abi.KIND_LEVEL_SET | abi.SIDE_BID;
const ASK = abi.KIND_LEVEL_SET | abi.SIDE_ASK;

/**
 * `waitingUpdates` came while the book was unknown; `duplicates` were part of the book already;
 * `pastTrades` were made before the recording; `otherTrades` are no order flow (insurance fund,
 * deleveraging) or a second stream of the same trades; `otherBookLines` are a second book of the
 * symbol in another depth; `sentLines` were sent by the recorder, `otherLines` are its own remarks.
 */
const COUNTERS = [
  "updates",
  "snapshots",
  "trades",
  "quotes",
  "states",
  "gaps",
  "duplicates",
  "waitingUpdates",
  "forgottenUpdates",
  "checksumMismatches",
  "quotesSkipped",
  "pastTrades",
  "repeatedTrades",
  "otherTrades",
  "tradeIdGaps",
  "otherBookLines",
  "otherSymbolLines",
  "sentLines",
  "otherLines",
  "unknownLines",
  "badLines",
] as const;

/** Values of a state message; what is not finite is left out. */
export type StateValues = readonly (readonly [topic: number, value: number])[];

export class VenueFeed {
  readonly stats: SourceStats;
  /** Time the message was received, microseconds; NaN if that is not known. */
  localUs = Number.NaN;
  /** Name of the connection the message came by. */
  connection = "";
  /** The symbol that is read; "" until one is met. */
  symbol: string;
  /** Yield quotes: they were asked for, or there is nothing else. */
  hasQuotes: boolean;
  /** Some messages of the book came with an exchange time. */
  hasTimedBook = false;
  /** First exchange time of the symbol, microseconds. */
  firstExchangeUs = Number.NaN;
  /** Written into every tick. */
  readonly instrument: number;
  readonly #otherSymbols = new Set<string>();
  #isSymbolMet = false;
  readonly #fromUs: number;
  readonly #tradeIds: TradeIds;
  #isLocal: boolean;
  #batch: TickBatch | null = null;
  #channel = "";
  #exchangeUs = Number.NaN;
  #hasStarted = false;

  /** @param stats counters are added to it by name and kept up to date */
  constructor(options: OpenOptions, stats: SourceStats) {
    this.stats = stats;
    for (const name of COUNTERS) stats[name] = 0;
    this.#tradeIds = new TradeIds(stats);
    this.symbol = options.symbol ?? "";
    this.hasQuotes = options.quotes ?? false;
    this.instrument = options.instrument ?? 0;
    this.#isLocal = options.clock === "local";
    this.#fromUs = options.from ?? Number.NEGATIVE_INFINITY;
  }

  /** Where records go from now on. */
  into(batch: TickBatch): void {
    this.#batch = batch;
  }

  /** Ticks carry the time they were received. */
  useLocalTime(): void {
    this.#isLocal = true;
  }

  /** The exchange's clock stands at this time until a message says another. */
  setClock(exchangeUs: number): void {
    this.#exchangeUs = exchangeUs;
  }

  /** Is a message of this symbol to be read? The first one met is, unless one was asked for. */
  wants(symbol: string): boolean {
    const isWanted = this.wantsRow(symbol);
    if (!isWanted) this.stats.otherSymbolLines++;
    return isWanted;
  }

  /** The same of one row in a message that may hold several symbols. */
  wantsRow(symbol: string): boolean {
    if (this.symbol === "") this.symbol = symbol;
    if (symbol === this.symbol) {
      this.#isSymbolMet = true;
      return true;
    }
    this.#otherSymbols.add(symbol);
    return false;
  }

  /** Which symbols were met. */
  get symbols(): SymbolsMet {
    const others = [...this.#otherSymbols];
    return { isMet: this.#isSymbolMet, others, otherCount: others.length };
  }

  /** Is a message of this channel's book to be read? */
  wantsBook(channel: string): boolean {
    const isWanted = this.isBook(channel);
    if (!isWanted) this.stats.otherBookLines++;
    return isWanted;
  }

  /** Is this the channel the book is read from? A symbol may be subscribed in several depths. */
  isBook(channel: string): boolean {
    if (this.#channel === "") this.#channel = channel;
    return channel === this.#channel;
  }

  /**
   * Is this update the next one? If updates are missing a gap is written.
   * @param before see `UpdateChain.judge`
   */
  admits(chain: chains.UpdateChain, before: number, id: number, exchangeUs: number): boolean {
    switch (chain.judge(before, id)) {
      case chains.VERDICT_WAIT:
        this.stats.waitingUpdates++;
        return false;
      case chains.VERDICT_OLD:
        this.stats.duplicates++;
        return false;
      case chains.VERDICT_BREAK:
        this.gap(chain, exchangeUs, id);
        return false;
    }
    chain.applied(id);
    return true;
  }

  /** The feed lost messages: the book is unknown until the next snapshot. */
  gap(chain: chains.UpdateChain, exchangeUs: number, sequence = Number.NaN): void {
    chain.broken();
    const timeUs = this.open(exchangeUs, sequence);
    this.#append(timeUs, 0, 0, abi.KIND_GAP);
    this.stats.gaps++;
    this.close();
  }

  /** The whole book. @param exchangeUs NaN if the message does not say it */
  snapshot(exchangeUs: number, sequence: number, bids: LevelList, asks: LevelList): void {
    const timeUs = this.open(exchangeUs, sequence);
    this.#append(timeUs, 0, 0, abi.KIND_CLEAR);
    this.#levels(exchangeUs, timeUs, bids, asks);
    this.stats.snapshots++;
    this.close();
  }

  /** Changes of the book. */
  update(exchangeUs: number, sequence: number, bids: LevelList, asks: LevelList): void {
    this.#levels(exchangeUs, this.open(exchangeUs, sequence), bids, asks);
    this.stats.updates++;
    this.close();
  }

  /** Trades as one message; those that were told before are left out. */
  trades(list: TradeList): void {
    let isOpen = false;
    for (let i = 0; i < list.count; i++) {
      const id = list.ids[i];
      if (!Number.isNaN(id) && !this.#tradeIds.follow(id)) continue;
      const timeUs = isOpen ? this.#time(list.times[i]) : this.open(list.times[i], id);
      isOpen = true;
      this.#append(timeUs, list.prices[i], list.sizes[i], abi.KIND_TRADE | list.sides[i]);
      this.stats.trades++;
    }
    if (isOpen) this.close();
  }

  /** Best bid and ask, those `at` in the lists; an empty side has size 0 or is missing. */
  quote(exchangeUs: number, sequence: number, bids: LevelList, asks: LevelList, at = 0): void {
    if (!this.hasQuotes) {
      this.stats.quotesSkipped++;
      return;
    }
    const timeUs = this.open(exchangeUs, sequence);
    this.#quoteSide(timeUs, bids, at, abi.SIDE_BID);
    this.#quoteSide(timeUs, asks, at, abi.SIDE_ASK);
    this.stats.quotes++;
    this.close();
  }

  /** Values of the instrument as one message, if there are any. */
  states(exchangeUs: number, values: StateValues): void {
    const known = values.filter(([, value]) => Number.isFinite(value));
    if (known.length === 0) return;
    const timeUs = this.open(exchangeUs, Number.NaN);
    for (const [topic, value] of known) {
      this.#append(timeUs, value, 0, abi.KIND_STATE | (topic << abi.TOPIC_SHIFT));
    }
    this.stats.states += known.length;
    this.close();
  }

  /** True once: for the first message inside the part that was asked for. */
  isStart(exchangeUs: number): boolean {
    if (this.#hasStarted || !(this.#time(exchangeUs) >= this.#fromUs)) return false;
    this.#hasStarted = true;
    return true;
  }

  /**
   * Opens a message with its header.
   * @returns the time of its records
   */
  open(exchangeUs: number, sequence: number): number {
    const timeUs = this.#time(exchangeUs);
    if (Number.isNaN(timeUs)) throw new MalformedMessage("nothing says the time of the message");
    this.#append(timeUs, this.localUs, sequence, abi.KIND_HEADER);
    return timeUs;
  }

  close(): void {
    this.#batch?.endMessage();
  }

  /** Moves the exchange's clock and says what time it is for the ticks. */
  #time(exchangeUs: number): number {
    if (!Number.isNaN(exchangeUs)) {
      this.#exchangeUs = exchangeUs;
      if (Number.isNaN(this.firstExchangeUs)) this.firstExchangeUs = exchangeUs;
    }
    const isLocal = this.#isLocal || Number.isNaN(this.#exchangeUs);
    return isLocal && !Number.isNaN(this.localUs) ? this.localUs : this.#exchangeUs;
  }

  #levels(exchangeUs: number, timeUs: number, bids: LevelList, asks: LevelList): void {
    if (!Number.isNaN(exchangeUs)) this.hasTimedBook = true;
    for (let i = 0; i < bids.count; i++) this.#append(timeUs, bids.prices[i], bids.sizes[i], BID);
    for (let i = 0; i < asks.count; i++) this.#append(timeUs, asks.prices[i], asks.sizes[i], ASK);
  }

  #quoteSide(timeUs: number, list: LevelList, at: number, side: number): void {
    const price = at < list.count ? list.prices[at] : 0;
    const size = at < list.count ? list.sizes[at] : 0;
    this.#append(timeUs, price, size, abi.KIND_QUOTE | side);
  }

  #append(timeUs: number, price: number, size: number, flags: number): void {
    this.#batch?.append(timeUs, price, size, flags, this.instrument);
  }
}
