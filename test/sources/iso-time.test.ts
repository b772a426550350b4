/** Times by ISO 8601 are read to the microsecond, and what is none is refused. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isoTextUs } from "../../bindings/sources/reading/iso-time.ts";

test("any time that JavaScript prints is read back, with microseconds behind it", () => {
  const ms = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
  fc.assert(
    fc.property(ms, fc.nat(999), (at, us) => {
      const iso = new Date(at).toISOString();
      expect(isoTextUs(iso)).toBe(at * 1000);
      const micros = String(us).padStart(3, "0");
      expect(isoTextUs(iso.replace("Z", `${micros}Z`))).toBe(at * 1000 + us);
      expect(isoTextUs(iso.replace("T", " ").replace("Z", `${micros}999`))).toBe(at * 1000 + us);
    }),
  );
});

test.each([
  ["2024-08-09", Date.UTC(2024, 7, 9)],
  ["2024-08-09T11:54", Date.UTC(2024, 7, 9, 11, 54)],
  ["2024-08-09T11:54:29,5Z", Date.UTC(2024, 7, 9, 11, 54, 29, 500)],
  ["2024-08-09T11:54:29+02:00", Date.UTC(2024, 7, 9, 9, 54, 29)],
  ["2024-08-09T11:54:29-0530", Date.UTC(2024, 7, 9, 17, 24, 29)],
  ["2024-08-09T11:54:29+02", Date.UTC(2024, 7, 9, 9, 54, 29)],
  [" 2024-08-09T24:00 ", Date.UTC(2024, 7, 10)],
])("%s", (text, ms) => {
  expect(isoTextUs(text)).toBe(ms * 1000);
});

test.each([
  "",
  "2024",
  "2024-13-01",
  "2024-00-01",
  "2024-01-32",
  "2024-01-01T25:00",
  "2024-01-01T10:60",
  "2024-01-01T10:00:61",
  "2024-01-01X10:00",
  "2024-01-01T10",
  "2024-01-01T10:00Zz",
  "2024-01-01T10:00+1",
  "2024-01-01T10:00:00+02:",
  "2024-01-01T10:00:00+02:000",
  "2024-01-01T10:00:",
  "2024-01-01T10:00:0",
  `2024-01-01T10:00:00.${"1".repeat(60)}Z`,
  "24-01-01",
  "2024-1-1",
])("%j is no time", (text) => {
  expect(isoTextUs(text)).toBeNaN();
});
