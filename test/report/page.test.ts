/** The page: one file that asks for nothing, shows the numbers of the rows, and stays small. */
import { describe, expect, it } from "vitest";
import { pageHtml } from "../../bindings/report/html.ts";
import { scriptJson } from "../../bindings/report/page-data.ts";
import { planPanels } from "../../bindings/report/panels.ts";
import { unpack, unpackSingle } from "../../bindings/report/payload.ts";
import { Recorder } from "../../bindings/report/recorder.ts";
import { FACTS, payloadOf, syntheticPage, syntheticRows } from "./page.ts";

const TICKS = 60_000;
const MEGABYTE = 1e6;

/** Values of the exact numbers in the table row of a column. */
function tableRow(html: string, column: string): number[] {
  const row = new RegExp(`<tr><th scope="row">${column}[ <].*?</tr>`).exec(html)?.[0] ?? "";
  return [...row.matchAll(/<data value="([^"]*)">/g)].map((match) => Number(match[1]));
}

describe("the numbers", () => {
  const clock = { every: "500ms" };

  it("of the panels are those of the rows, to the bit", async () => {
    const payload = payloadOf(await syntheticPage(TICKS, clock));
    const signals = ["bench20", "vwap_60s", "vwapSigma_60s"];
    const rows = await syntheticRows(TICKS, {
      ...clock,
      signals,
      charts: ["ofi:ewma", "ofi:cusum"],
    });
    expect([...unpack(payload.times)]).toEqual(rows.time);
    const lines = payload.panels.flatMap((panel) => panel.lines);
    const plain = lines.filter(({ label }) => label in rows);
    expect(plain.length).toBeGreaterThan(10);
    for (const { label, values } of plain) expect([...unpack(values)], label).toEqual(rows[label]);
    const upper = lines.find(({ label }) => label === "vwap + sigma");
    const band = rows.vwap_60s.map((vwap, row) => vwap + rows.vwapSigma_60s[row]);
    expect([...unpack(upper?.values ?? "")]).toEqual(band);
  });

  it("of the alarms are those of the rows, onset by onset", async () => {
    const more = { every: "20", charts: ["ofi:ewma,limit=2.5"] };
    const html = await syntheticPage(TICKS * 2, more);
    const alarms = payloadOf(html).panels.find(({ id }) => id === "ewma-ofi")?.alarms;
    const rows = await syntheticRows(TICKS * 2, more);
    const alarm = rows["ewma.ofi.alarm"];
    const expected = (sign: number) => alarm.filter((value) => value === sign).length;
    const total = (counts = "") => unpack(counts).reduce((sum, count) => sum + count, 0);
    expect(expected(1) + expected(-1)).toBeGreaterThan(10);
    expect(total(alarms?.up.counts)).toBe(expected(1));
    expect(total(alarms?.down.counts)).toBe(expected(-1));
    const level = (time: number) => rows["ewma.ofi.level"][rows.time.indexOf(time)];
    const times = unpack(alarms?.up.times ?? "");
    expect([...unpack(alarms?.up.values ?? "")]).toEqual(Array.from(times, level));
  });

  it("of the table are those of the rows", async () => {
    const html = await syntheticPage(TICKS, clock);
    const rows = await syntheticRows(TICKS, clock);
    for (const column of ["bid", "ofi", "spreadTicks"]) {
      const known = rows[column].filter((value) => !Number.isNaN(value));
      const [mean, , low, high, last] = tableRow(html, column);
      expect(mean).toBeCloseTo(known.reduce((sum, value) => sum + value, 0) / known.length, 6);
      expect([low, high]).toEqual([Math.min(...known), Math.max(...known)]);
      expect(last).toBe(rows[column].at(-1));
    }
  });

  it("of the heat map lie above and below mid as the book does", async () => {
    const { heatMap } = payloadOf(await syntheticPage(TICKS, clock));
    const { sizes = "", cells = 0, columns = 0 } = heatMap ?? {};
    const all = unpackSingle(sizes);
    expect(all.length).toBe(columns * 2 * cells);
    expect(all.some((size) => size > 0)).toBe(true);
    expect(all.every((size) => !(size < 0))).toBe(true);
  });
});

describe("one file", () => {
  it("names nothing outside itself and forbids itself to load", async () => {
    const html = await syntheticPage(20_000, { every: "1s" });
    const outside = html.match(/(?:src|href|action)\s*=\s*["'](?!data:,|#)[^"']*|@import|url\(/gi);
    expect(outside).toBeNull();
    expect(html).not.toMatch(/\b(?:fetch|XMLHttpRequest|WebSocket|importScripts)\s*\(/);
    expect(html).toContain("default-src 'none'");
    expect(html.match(/<script/g)).toHaveLength(2);
  });

  it("has a title, headings in order and captions", async () => {
    const html = await syntheticPage(20_000, { every: "1s" });
    expect(html).toMatch(/<title>Order flow report: TEST, 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC</);
    expect(html.match(/<h1/g)).toHaveLength(1);
    const levels = Array.from(html.matchAll(/<h(\d)/g), (match) => Number(match[1]));
    for (const [at, level] of levels.entries()) {
      expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1);
    }
    expect(html.match(/<caption>/g)?.length).toBe(html.match(/<table>/g)?.length);
    expect(html).toContain('<html lang="en">');
  });

  it("shows names and commands as text, whatever they hold", async () => {
    const evil = "</script><script>alert(1)</script>\"'&";
    const html = await syntheticPage(
      5000,
      { every: "1s" },
      { symbol: evil, command: evil, quality: [evil], about: [[evil, evil]] },
    );
    expect(html).not.toContain("<script>alert");
    expect(html.match(/<script/g)).toHaveLength(2);
  });

  it("cannot be left by a string among its numbers", () => {
    const text = "</script><!--";
    expect(scriptJson({ text })).not.toContain("<");
    expect(JSON.parse(scriptJson({ text }))).toEqual({ text });
  });

  it("says what it has no panel for", async () => {
    const html = await syntheticPage(5000, { every: "1s", book: "quotes", signals: "quotes" });
    expect(html).toContain("There is no depth heat map");
    expect(payloadOf(html).panels.map(({ id }) => id)).not.toContain("mlofi");
  });

  it("leaves out a panel that no row has a value for, and says so", async () => {
    const html = await syntheticPage(2000, { every: "1s", signals: "mid,zScore.mid_5000" });
    expect(html).toContain("Z-score: no row had a value, so there is no panel.");
    expect(html).not.toContain('id="p-score"');
  });

  it("says how many control charts it has no room for", async () => {
    const charts = ["ofi", "mlofi", "mid", "bid", "ask"].map((source) => `${source}:cusum`);
    const html = await syntheticPage(5000, { every: "1s", signals: "mid", charts });
    expect(html).toContain("Control charts not drawn for want of room: 1.");
  });

  it("says that there is nothing to draw where no row was made", async () => {
    const html = await syntheticPage(10, { every: "1h" });
    expect(html).toContain("No row was made, so there is nothing to draw.");
  });
});

describe("the size", () => {
  /** The worst there can be: all panels, alarms of all charts in every row, no number short. */
  function worstPage(rows: number): string {
    const charts = ["ofi", "mlofi", "mid", "bid"].map((source) => `${source}:ewma`);
    const panels = planPanels([], charts, true);
    const needed = panels.flatMap(({ lines }) => lines.flatMap(({ terms }) => terms));
    const alarms = panels.flatMap(({ alarms }) => alarms?.column ?? []);
    const columns = [...new Set([...needed.map(([, name]) => name), ...alarms])];
    const recorder = new Recorder(columns, panels);
    const size = 1000;
    for (let from = 0; from < rows; from += size) {
      const noise = Float64Array.from({ length: size }, () => Math.random() - 0.5);
      const signs = Float64Array.from({ length: size }, (_, at) => (at % 2 === 0 ? 1 : -1));
      const times = Float64Array.from({ length: size }, (_, at) => 1.7e15 + (from + at) * 1e5);
      recorder.take({
        length: size,
        borrow: (name) => (name === "time" ? times : alarms.includes(name) ? signs : noise),
        borrowFlags: () => new Uint32Array(size).fill(0xffffffff),
      });
    }
    const heat = { columns: 512, cells: 64, ticksPerCell: 4, times: "A".repeat(5500) };
    const sizes = "A".repeat((512 * 128 * 16) / 3);
    const parts = {
      facts: FACTS,
      tickSize: 0.1,
      every: "message",
      asked: new Set(columns),
      undrawnCharts: 0,
    };
    return pageHtml({ ...parts, recorder, heatMap: { ...heat, sizes } });
  }

  it.each([8000, 8193, 300_000])("stays below 5 MB for %i rows full of alarms", (rows) => {
    expect(worstPage(rows).length).toBeLessThan(5 * MEGABYTE);
  });

  it("is small where there is little to show", async () => {
    expect((await syntheticPage(20_000, { every: "1s" })).length).toBeLessThan(0.5 * MEGABYTE);
  });
});
