/** Colours on a terminal that wants them; NO_COLOR and pipes get plain text. */
import pc from "picocolors";

/** Functions that colour a text, or leave it alone. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Colours for text that goes to `stream`. */
export function colorsFor(stream: NodeJS.WriteStream): Colors {
  const { NO_COLOR, TERM } = process.env;
  const isPlain = (NO_COLOR !== undefined && NO_COLOR !== "") || TERM === "dumb";
  return pc.createColors(stream.isTTY === true && !isPlain);
}
