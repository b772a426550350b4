/** Event times of values, in microseconds. */
import { Column, type Input } from "./columns.ts";

/** @throws {TypeError} if a calculator by time gets a value without one */
export function checkTime(who: string, timeUs: number | undefined): number {
  if (Number.isFinite(timeUs)) return timeUs as number;
  throw new TypeError(
    `volume-imbalance/${who}: update needs the time of the value in microseconds, was ${timeUs}`,
  );
}

/** @throws {TypeError} if there is no column of times, or one of them is not known */
export function checkTimes(who: string, times: Input | undefined): Input {
  if (typeof times !== "object" || times === null) {
    throw new TypeError(
      `volume-imbalance/${who}: a column needs another with the times in microseconds, ` +
        `was ${typeof times}`,
    );
  }
  const column = times instanceof Column ? times.values : times;
  for (let index = 0; index < column.length; index++) {
    if (Number.isFinite(column[index])) continue;
    throw new TypeError(
      `volume-imbalance/${who}: time ${index} must be a finite number, was ${column[index]}`,
    );
  }
  return times;
}

/** Whether an argument is a column rather than options. */
export function isColumn(value: unknown): value is Input {
  return typeof value === "object" && value !== null && "length" in value;
}
