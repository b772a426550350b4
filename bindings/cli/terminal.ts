/** Colours on a terminal that wants them; NO_COLOR and pipes get plain text. */
import pc from "picocolors";

/** Functions that colour a text, or leave it alone. */
export type Colors = ReturnType<typeof pc.createColors>;

/** A variable that is set and says yes. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

/** Whether text that goes to `stream` is coloured. NO_COLOR wins over FORCE_COLOR. */
export function hasColors(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (isSet(NO_COLOR) || FORCE_COLOR === "0") return false;
  if (isSet(FORCE_COLOR)) return true;
  return stream.isTTY === true && TERM !== "dumb";
}

/** Colours for text that goes to `stream`. */
export function colorsFor(stream: NodeJS.WriteStream): Colors {
  return pc.createColors(hasColors(stream));
}
