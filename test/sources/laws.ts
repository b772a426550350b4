/**
 * Laws every reader of text obeys: a file says the same however it is packed, split or ended, and
 * no damage to it does more than a counted line or one clear error.
 */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FormatError } from "../../bindings/core/errors.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { allTicks, type PlainTick, temporaryFile } from "./reading.ts";

const FUZZ_RUNS = 300;

async function ticksOf(content: string | Uint8Array, options: OpenOptions): Promise<PlainTick[]> {
  return allTicks(await openSource(temporaryFile(content), options));
}

/** A damaged text: bytes of one place replaced, removed, repeated or cut off. */
function damage(text: string): fc.Arbitrary<string> {
  const place = fc.nat(Math.max(text.length - 1, 0));
  const piece = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom("", "-1", "NaN", "1e999", "9".repeat(40), ",", "\n", "\r", '"', "{", "]", "\0"),
  );
  return fc
    .array(fc.tuple(place, fc.nat(12), piece), { minLength: 1, maxLength: 4 })
    .map((cuts) =>
      cuts.reduce(
        (damaged, [at, length, put]) => damaged.slice(0, at) + put + damaged.slice(at + length),
        text,
      ),
    );
}

/**
 * @param name format
 * @param text whole file, with a newline at its end, every line readable
 * @param options options that the format cannot be read without
 */
export function readerLaws(name: string, text: string, options: OpenOptions = {}): void {
  const stated = { ...options, format: name };

  test(`${name}: is recognised from its content`, async () => {
    const source = await openSource(temporaryFile(text), options);
    expect(source.format).toBe(name);
    await allTicks(source);
    expect(source.stats.badLines).toBe(0);
  });

  test(`${name}: gzip, carriage returns and a missing last newline change nothing`, async () => {
    const plain = await ticksOf(text, stated);
    expect(plain.length).toBeGreaterThan(0);
    expect(await ticksOf(gzipSync(text), stated)).toEqual(plain);
    expect(await ticksOf(text.replaceAll("\n", "\r\n"), stated)).toEqual(plain);
    expect(await ticksOf(text.replace(/\n$/, ""), stated)).toEqual(plain);
  });

  test(`${name}: every message is opened, closed and in one piece`, async () => {
    const ticks = await ticksOf(text, stated);
    expect(ticks.at(-1)?.flags).toSatisfy((flags: number) => (flags & 0x100) !== 0);
    for (const { timeUs } of ticks) expect(timeUs).toSatisfy(Number.isFinite);
  });

  test(`${name}: reading two copies in a row costs no state`, async () => {
    const paths = [temporaryFile(text), temporaryFile(text)];
    const twice = await allTicks(await openSources(paths, stated));
    expect(twice.length).toBeGreaterThan(0);
  });

  test(`${name}: damaged text is counted or refused, never more`, async () => {
    await fc.assert(
      fc.asyncProperty(damage(text), async (damaged) => {
        try {
          const source = await openSource(temporaryFile(damaged), stated);
          for (const { timeUs } of await allTicks(source)) expect(timeUs).not.toBeNaN();
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: FUZZ_RUNS },
    );
  });
}
