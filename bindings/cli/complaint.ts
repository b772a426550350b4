/** How an error is said: one sentence on one line of standard error. */
import { colorsFor } from "./terminal.ts";

export function complain(message: string): void {
  const sentence = message
    .trim()
    .replace(/^error: /, "")
    .replace(/\s*\n\s*/g, " ");
  process.stderr.write(`${colorsFor(process.stderr).red("error:")} ${sentence}\n`);
}
