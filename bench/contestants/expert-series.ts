/**
 * The series statistics of the expert, all over one column: z-score against the window before,
 * exponentially weighted mean and variance, EWMA chart, CUSUM. One Float64Array holds every state.
 */
import * as abi from "../../assembly/abi.ts";

const LAMBDA = 0.2;
const LIMIT = 4.8;
const SLACK = 0.5;
const ALARM_SUM = 10;
const CAP = 20;
const WINDOW = 256;
const HALF_LIFE_RATE = 1 - 2 ** (-1 / 100);
const BASELINE_RATE = 1 - 2 ** (-1 / 1000);
const BASELINE_WARM = 100;
const MAX_FROZEN = 5000;
const KEEP_SQUARED = (1 - LAMBDA) * (1 - LAMBDA);
const WIDTH = Math.sqrt(LAMBDA / (2 - LAMBDA));

// places in the state
const EWM_MEAN = 0;
const EWM_VARIANCE = 1;
const EWM_COUNT = 2;
const SUM = 3;
const SQUARES = 4;
const POSITION = 5;
const LEVEL = 6;
const DECAY = 7;
const UP = 8;
const DOWN = 9;
/** Baselines: mean, variance, count, frozen rows, side of the alarm. */
const EWMA_BASELINE = 10;
const CUSUM_BASELINE = 15;
const B_VARIANCE = 1;
const B_COUNT = 2;
const B_FROZEN = 3;
const B_SIDE = 4;

// places in the answers
export const SCORE = 0;
export const MEAN = 1;
export const VARIANCE = 2;
export const EWMA_SCORE = 3;
export const CUSUM_VALUE = 4;
/** Bits of the flags column: an alarm, and why an answer is unknown. */
export const FLAGS = 5;

export interface ExpertSeries {
  readonly out: Float64Array;
  /** Takes a known value of the column: in whole lots, whose sums are exact, and in size units. */
  step(lots: number, x: number): void;
  reset(): void;
}

export function createExpertSeries(): ExpertSeries {
  const state = new Float64Array(20);
  const ring = new Float64Array(WINDOW);
  const out = new Float64Array(6);

  /** An average fed only zeros sinks into subnormal numbers, where arithmetic is slow. */
  function settle(x: number): number {
    return Math.abs(x) < 1e-150 ? 0 : x;
  }

  function window(x: number): void {
    const position = state[POSITION];
    const slot = position & (WINDOW - 1);
    let score = Number.NaN;
    if (position >= WINDOW) {
      const sum = state[SUM];
      const spread = state[SQUARES] - (sum * sum) / WINDOW;
      if (spread > 0) score = (x - sum / WINDOW) / Math.sqrt(spread / (WINDOW - 1));
      else out[FLAGS] |= abi.FLAG_UNDEFINED;
    } else {
      out[FLAGS] |= abi.FLAG_WARMING;
    }
    const old = ring[slot];
    ring[slot] = x;
    state[SUM] += x - old;
    state[SQUARES] += x * x - old * old;
    state[POSITION] = position + 1;
    if (slot === WINDOW - 1) rebuild();
    out[SCORE] = score;
  }

  function rebuild(): void {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < WINDOW; i++) {
      sum += ring[i];
      squares += ring[i] * ring[i];
    }
    state[SUM] = sum;
    state[SQUARES] = squares;
  }

  function ewm(x: number): void {
    if (state[EWM_COUNT] === 0) {
      state[EWM_COUNT] = 1;
      state[EWM_MEAN] = x;
    } else {
      const d = x - state[EWM_MEAN];
      state[EWM_MEAN] = settle(state[EWM_MEAN] + HALF_LIFE_RATE * d);
      state[EWM_VARIANCE] = settle(
        (1 - HALF_LIFE_RATE) * (state[EWM_VARIANCE] + d * (HALF_LIFE_RATE * d)),
      );
    }
    out[MEAN] = state[EWM_MEAN];
    out[VARIANCE] = state[EWM_VARIANCE];
  }

  /** x in sigmas of the baseline at `at`, NaN while that is silent. */
  function standardised(at: number, x: number): number {
    const variance = state[at + B_VARIANCE];
    if (state[at + B_COUNT] >= BASELINE_WARM && variance > 0) {
      return (x - state[at]) / Math.sqrt(variance);
    }
    out[FLAGS] |= state[at + B_COUNT] < BASELINE_WARM ? abi.FLAG_WARMING : abi.FLAG_UNDEFINED;
    return Number.NaN;
  }

  function learn(at: number, x: number): void {
    if (state[at + B_SIDE] !== 0 && state[at + B_FROZEN] < MAX_FROZEN) {
      state[at + B_FROZEN] += 1;
      return;
    }
    if (state[at + B_SIDE] === 0) state[at + B_FROZEN] = 0;
    const count = state[at + B_COUNT] + 1;
    const rate = Math.max(BASELINE_RATE, 1 / count);
    const d = x - state[at];
    state[at + B_COUNT] = count;
    state[at] = settle(state[at] + rate * d);
    state[at + B_VARIANCE] = settle((1 - rate) * (state[at + B_VARIANCE] + d * (rate * d)));
  }

  function ewmaChart(x: number): void {
    const u = standardised(EWMA_BASELINE, x);
    let score = Number.NaN;
    if (!Number.isNaN(u)) {
      const level = settle(state[LEVEL] + LAMBDA * (u - state[LEVEL]));
      const decay = settle(state[DECAY] * KEEP_SQUARED);
      state[LEVEL] = level;
      state[DECAY] = decay;
      score = level / (decay > 1e-17 ? WIDTH * Math.sqrt(1 - decay) : WIDTH);
      const side = score > LIMIT ? 1 : score < -LIMIT ? -1 : 0;
      if (side !== 0 && side !== state[EWMA_BASELINE + B_SIDE]) out[FLAGS] |= abi.FLAG_ALARM;
      state[EWMA_BASELINE + B_SIDE] = side;
    }
    learn(EWMA_BASELINE, x);
    out[EWMA_SCORE] = score;
  }

  function cusum(x: number): void {
    const u = standardised(CUSUM_BASELINE, x);
    let value = Number.NaN;
    if (!Number.isNaN(u)) {
      const up = Math.min(CAP, Math.max(0, state[UP] + u - SLACK));
      const down = Math.min(CAP, Math.max(0, state[DOWN] - u - SLACK));
      state[UP] = up;
      state[DOWN] = down;
      value = up >= down ? up : -down;
      raise(up, down);
    }
    learn(CUSUM_BASELINE, x);
    out[CUSUM_VALUE] = value;
  }

  /** An alarm begins where a side comes above the limit, and ends where that side is back at 0. */
  function raise(up: number, down: number): void {
    let side = state[CUSUM_BASELINE + B_SIDE];
    if ((side > 0 && up === 0) || (side < 0 && down === 0)) side = 0;
    if (side <= 0 && up > ALARM_SUM) {
      side = 1;
      out[FLAGS] |= abi.FLAG_ALARM;
    } else if (side >= 0 && down > ALARM_SUM) {
      side = -1;
      out[FLAGS] |= abi.FLAG_ALARM;
    }
    state[CUSUM_BASELINE + B_SIDE] = side;
  }

  function step(lots: number, x: number): void {
    out[FLAGS] = 0;
    window(lots);
    ewm(x);
    ewmaChart(x);
    cusum(x);
  }

  function reset(): void {
    state.fill(0);
    ring.fill(0);
    out.fill(0);
    state[DECAY] = 1;
  }

  reset();
  return { out, step, reset };
}
