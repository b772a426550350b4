/** The border of `series/sum`. */
import { SumWindow } from "../../layout";
import {
  ANSWER_MEAN,
  ANSWER_SUM,
  sumProcess,
  sumReset,
  sumRevise,
  sumUpdate,
  sumValue,
} from "../sum";
import { sumCount } from "../sum-watch";

/** Brings a planned window to rest. */
export function sumResetAt(at: usize): void {
  sumReset(changetype<SumWindow>(at));
}

/** Values taken. */
export function sumCountAt(at: usize): f64 {
  return sumCount(changetype<SumWindow>(at));
}

/** The sum as it stands, NaN while there is none. */
export function sumValueAt(at: usize): f64 {
  return sumValue(changetype<SumWindow>(at), ANSWER_SUM);
}

/** Takes a value and answers the sum. */
export function sumUpdateAt(at: usize, x: f64): f64 {
  return sumUpdate(changetype<SumWindow>(at), x, ANSWER_SUM);
}

/** Takes `count` values of `input` and writes the sum after each to `output`. */
export function sumProcessAt(at: usize, input: usize, output: usize, count: u32): void {
  sumProcess(changetype<SumWindow>(at), input, output, count, ANSWER_SUM);
}

/** The mean as it stands, NaN while there is none. */
export function meanValueAt(at: usize): f64 {
  return sumValue(changetype<SumWindow>(at), ANSWER_MEAN);
}

/** Takes a value and answers the mean. */
export function meanUpdateAt(at: usize, x: f64): f64 {
  return sumUpdate(changetype<SumWindow>(at), x, ANSWER_MEAN);
}

/** Takes `count` values of `input` and writes the mean after each to `output`. */
export function meanProcessAt(at: usize, input: usize, output: usize, count: u32): void {
  sumProcess(changetype<SumWindow>(at), input, output, count, ANSWER_MEAN);
}

/** Takes a value, in the place of the newest if `isInstead` is 1, and answers the sum. */
export function sumReviseAt(at: usize, x: f64, isInstead: bool): f64 {
  return sumRevise(changetype<SumWindow>(at), x, isInstead, ANSWER_SUM);
}

/** Takes a value, in the place of the newest if `isInstead` is 1, and answers the mean. */
export function meanReviseAt(at: usize, x: f64, isInstead: bool): f64 {
  return sumRevise(changetype<SumWindow>(at), x, isInstead, ANSWER_MEAN);
}
