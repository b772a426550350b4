/** The end of a line is found wherever it lies in a word, and nothing else is taken for one. */
import { expect, test } from "vitest";
import { lineEnd, wordsOf } from "../../bindings/sources/reading/scan.ts";
import { Random } from "../helpers/random.ts";

const NEWLINE = 10;

test("newlines among all other bytes, from every place of a buffer", () => {
  const random = new Random(5);
  for (let run = 0; run < 400; run++) {
    const bytes = new Uint8Array(random.integer(1, 90));
    const isText = run % 2 === 0;
    for (let at = 0; at < bytes.length; at++) {
      bytes[at] = isText ? random.integer(32, 126) : random.integer(0, 255);
    }
    bytes[bytes.length - 1] = NEWLINE;
    for (let from = 0; from < bytes.length; from++) {
      expect(lineEnd(bytes, wordsOf(bytes), from)).toBe(bytes.indexOf(NEWLINE, from));
    }
  }
});
