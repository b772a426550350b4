/** A line opens the same whatever lines came before it, and its receive time is the one printed. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { BinanceLine } from "../../bindings/sources/binance/line.ts";

const received = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[0-9]{19}$/) },
  fc.stringMatching(/^[0-9]{13,20}$/),
  fc.stringMatching(/^[0-9:/]{19}$/),
  fc.stringMatching(/^[0-9]{16}[0-9:/]{3}$/),
);
const stream = fc.constantFrom(
  "btcusdt@trade",
  "btcusdt@bookTicker",
  "btcusdt@depth@0ms",
  "btcusdt@depth20",
  "ethusdt@trade",
  "trxusdt_perp@bookTicker",
  "btcusdt",
  "",
);
const envelope = fc.oneof(
  stream.map((name) => `{"stream":"${name}","data":`),
  stream.map((name) => `{"stream":"${name}","date":`),
  stream.map((name) => `{"stream":"${name}","data" `),
  fc.constant(""),
);
const line = fc
  .tuple(received, envelope, fc.constantFrom("{}", "", '{"e":"trade"'))
  .map((parts) => `${parts[0]} ${parts[1]}${parts[2]}\n`);

function opened(line: BinanceLine, bytes: Uint8Array, start: number) {
  const isOpen = line.open(bytes, start);
  const { kind, localUs } = line;
  return { isOpen, kind: isOpen ? kind : 0, localUs, stop: isOpen ? line.readFields() : 0 };
}

function microseconds(digits: string): number {
  if (digits.length > 17) return Number(digits.slice(0, -3));
  return digits.length > 14 ? Number(digits) : Number(digits) * 1000;
}

test("lines in one buffer", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
      const bytes = new TextEncoder().encode(lines.join(""));
      const reused = new BinanceLine();
      let start = 0;
      for (const text of lines) {
        const found = opened(reused, bytes, start);
        expect(found).toEqual(opened(new BinanceLine(), bytes, start));
        const [digits] = /^\d*/.exec(text) as RegExpExecArray;
        if (found.isOpen && digits.length < 20) expect(found.localUs).toBe(microseconds(digits));
        start += text.length;
        if (found.isOpen) expect(reused.behind(bytes, start - text.length)).toBe(start);
      }
    }),
    { numRuns: 2000 },
  );
});
