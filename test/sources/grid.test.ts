/** The finest digit that is printed anywhere is found, whatever was printed before it. */
import { expect, test } from "vitest";
import { GridGuess } from "../../bindings/sources/reading/grid.ts";
import { Random } from "../helpers/random.ts";

const NUMBERS = ["0", "7", "100", "1.", "0.0", "1.0", "1.20", "61800.20", "0.010", "10.00100"];
const SCIENTIFIC = ["1e-7", "1.5e-7", "1e-10", "1.0e-1", "1.5e1", "120E-2", "5e2", "1.2e0"];

/** Decimals without trailing zeros, by the text alone. */
function decimalsIn(text: string): number {
  const [digits, exponent = "0"] = text.toLowerCase().split("e");
  const decimals = (digits.split(".")[1] ?? "").replace(/0+$/, "").length;
  return Math.max(decimals - Number(exponent), 0);
}

test("tick and lot after every number of a mixed run", () => {
  const random = new Random(11);
  const texts = [...NUMBERS, ...SCIENTIFIC];
  for (let run = 0; run < 300; run++) {
    const grid = new GridGuess();
    grid.hasChanges = true; // so that there is a lot, however large a size is in lots
    let finest = 0;
    for (let step = 0; step < 6; step++) {
      const text = texts[random.integer(0, texts.length - 1)];
      const bytes = new TextEncoder().encode(`"${text}",`);
      grid.price(bytes, 1, 1 + text.length);
      grid.size(bytes, 1, 1 + text.length);
      finest = Math.max(finest, decimalsIn(text));
      expect(grid.tickSize, text).toBe(Number(`1e-${finest}`));
      expect(grid.lotSize, text).toBe(Number(`1e-${finest}`));
    }
  }
});
