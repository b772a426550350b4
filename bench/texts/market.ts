/**
 * A market to be printed in the forms of the vendors: numbers of the size and length that a BTCUSDT
 * perpetual prints, the same on every machine.
 */
import { SyntheticRandom } from "../../bindings/sources/synthetic/random.ts";

export interface Print {
  readonly timeUs: number;
  readonly localUs: number;
  readonly id: number;
  readonly isBuy: boolean;
  /** In steps of 0.1. */
  readonly ticks: number;
  /** In steps of 0.001. */
  readonly lots: number;
}

export interface Level {
  readonly ticks: number;
  /** 0 if nothing stands there any more. */
  readonly lots: number;
}

export interface BookMessage {
  readonly timeUs: number;
  readonly localUs: number;
  readonly isSnapshot: boolean;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

const START_US = Date.UTC(2024, 7, 8, 23, 54) * 1000;
const MIDDLE_TICKS = 618_000;
const SNAPSHOT_LEVELS = 1000;
const MOST_LEVELS = 200;
const DELETE_SHARE = 0.2;

/** Time, receive time and mid, which go on from message to message. */
class Clock {
  readonly random: SyntheticRandom;
  timeMs = START_US / 1000;
  middle = MIDDLE_TICKS;

  constructor(seed: number) {
    this.random = new SyntheticRandom(seed);
  }

  next(): { timeUs: number; localUs: number } {
    const { random } = this;
    this.timeMs += 1 + Math.floor(20 * random.exponential());
    this.middle += random.integer(-2, 2);
    const timeUs = this.timeMs * 1000;
    return { timeUs, localUs: timeUs + 1000 + random.integer(0, 999) };
  }

  lots(): number {
    return 1 + Math.floor(Math.min(this.random.heavyTail(200), 1e6));
  }
}

export function prints(count: number): Print[] {
  const clock = new Clock(1);
  return Array.from({ length: count }, (_, index) => {
    const times = clock.next();
    const isBuy = clock.random.chance(0.5);
    return { ...times, id: 5_266_583_935 + index, isBuy, ticks: clock.middle, lots: clock.lots() };
  });
}

function changes(clock: Clock, direction: number): Level[] {
  const { random } = clock;
  const count = Math.min(1 + Math.floor(random.heavyTail(8)), MOST_LEVELS);
  return Array.from({ length: count }, (_, away) => ({
    ticks: clock.middle + direction * (1 + 3 * away + random.integer(0, 2)),
    lots: random.chance(DELETE_SHARE) ? 0 : clock.lots(),
  }));
}

function standing(clock: Clock, direction: number): Level[] {
  return Array.from({ length: SNAPSHOT_LEVELS }, (_, away) => ({
    ticks: clock.middle + direction * (1 + away),
    lots: clock.lots(),
  }));
}

/** A snapshot, then changes; at least `levels` levels together. */
export function bookMessages(levels: number): BookMessage[] {
  const clock = new Clock(2);
  const messages: BookMessage[] = [];
  for (let made = 0; made < levels; ) {
    const isSnapshot = made === 0;
    const make = isSnapshot ? standing : changes;
    const message = { ...clock.next(), isSnapshot, bids: make(clock, -1), asks: make(clock, 1) };
    messages.push(message);
    made += message.bids.length + message.asks.length;
  }
  return messages;
}
