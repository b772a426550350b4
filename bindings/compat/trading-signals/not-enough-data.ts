/** The error of a result that is asked for too early. */
export class NotEnoughDataError extends Error {
  /** @param requiredAmount inputs that the first result needs */
  constructor(requiredAmount: number) {
    super(`There is no result yet: ${requiredAmount} inputs are needed.`);
    this.name = "NotEnoughDataError";
  }
}
