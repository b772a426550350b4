/**
 * A window of trades by time as users write it: an array, a start index, running sums.
 */
import type { TradeMessage } from "./messages.ts";

interface Entry {
  readonly time: number;
  readonly trade: TradeMessage;
}

export class TradeWindow {
  buy = 0;
  sell = 0;
  volume = 0;
  notional = 0;
  readonly #spanUs: number;
  #entries: Entry[] = [];
  #start = 0;

  constructor(spanUs: number) {
    this.#spanUs = spanUs;
  }

  add(time: number, trade: TradeMessage): void {
    this.#entries.push({ time, trade });
    this.#count(trade, 1);
  }

  /** Drops what is not in (time - span, time]. */
  advance(time: number): void {
    const entries = this.#entries;
    const limit = time - this.#spanUs;
    while (this.#start < entries.length && entries[this.#start].time <= limit) {
      this.#count(entries[this.#start].trade, -1);
      this.#start++;
    }
    if (this.#start === entries.length) {
      this.buy = this.sell = this.volume = this.notional = 0;
    }
    if (this.#start > 1024 && this.#start * 2 > entries.length) {
      this.#entries = entries.slice(this.#start);
      this.#start = 0;
    }
  }

  #count(trade: TradeMessage, sign: number): void {
    const amount = sign * trade.amount;
    if (trade.side === "buy") this.buy += amount;
    if (trade.side === "sell") this.sell += amount;
    this.volume += amount;
    this.notional += amount * trade.price;
  }
}
