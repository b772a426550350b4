/** A panel over time: lines, bands, limits and alarms. */
import uPlot from "uplot";
import { type MarkData, type ShadeData, type TimePanelData, unpack } from "../payload.ts";
import { shown, shownPrice, utc } from "../words.ts";
import { drawUtc, roomy, timeAxis, valueAxis } from "./axes.ts";
import { color } from "./colors.ts";
import type { View } from "./view.ts";

/** What all panels over time share. */
export interface Setting {
  readonly view: View;
  /** Times of the points, seconds. */
  readonly times: number[];
  readonly shades: readonly ShadeData[];
  readonly tickSize: number;
  readonly width: number;
}

type Role = TimePanelData["lines"][number]["role"];

/** Half the width of a triangle; smaller where there are so many that they would hide the line. */
const MARK = 5;
const SMALL_MARK = 2.5;
const MANY_MARKS = 300;
/** Room around a plot; on the right for half a label of time. */
export const PADDING: uPlot.Padding = [6, 32, 0, 0];

function property(role: Role): string {
  return typeof role === "number" ? `--line-${role}` : `--${role}`;
}

/** What the legend says of the value under the cursor; without a cursor of the last one. */
export function underCursor(format: (value: number) => string): uPlot.Series.Value {
  return (plot, value, series, at) => {
    const said = at === null ? plot.data[series].at(-1) : value;
    return said === null || said === undefined ? "–" : format(said);
  };
}

/** The horizontal series of a panel over time. */
export const timeSeries: uPlot.Series = {
  label: "UTC",
  value: underCursor((seconds) => utc(seconds * 1e6)),
};

/** Known values as numbers, unknown ones as gaps. */
function gaps(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}

function lineSeries(role: Role, label: string, format: (value: number) => string): uPlot.Series {
  const isQuiet = role === "limit" || role === "center" || role === "band";
  return {
    label,
    stroke: () => color(property(role)),
    width: role === "band" ? 0.5 : 1.25,
    ...(role === "limit" || role === "center" ? { dash: role === "limit" ? [5, 4] : [2, 3] } : {}),
    points: isQuiet ? { show: false } : { size: 4 },
    value: underCursor(format),
  };
}

/** Colours what must be known to read the panel: grey behind, amber at the foot. */
export function drawShades(plot: uPlot, shades: readonly ShadeData[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { fromUs, toUs, kind } of shades) {
    const left = plot.valToPos(fromUs / 1e6, "x", true);
    const right = plot.valToPos(toUs / 1e6, "x", true);
    const foot = 4 * uPlot.pxRatio;
    const height = kind === "unknown" ? bbox.height : foot;
    ctx.fillStyle = color(`--${kind}`);
    ctx.fillRect(
      left,
      bbox.top + bbox.height - height,
      Math.max(right - left, 2 * uPlot.pxRatio),
      height,
    );
  }
  ctx.restore();
}

/** Dashed lines at fixed values. */
export function drawLevels(plot: uPlot, levels: readonly number[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  for (const level of levels) {
    const y = Math.round(plot.valToPos(level, "y", true)) + 0.5;
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = color(level === 0 ? "--soft" : "--limit");
    ctx.lineWidth = uPlot.pxRatio;
    ctx.setLineDash(level === 0 ? [] : [5, 4].map((dash) => dash * uPlot.pxRatio));
    ctx.globalAlpha = level === 0 ? 0.5 : 1;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

function drawMarks(plot: uPlot, marks: MarkData, sign: 1 | -1): void {
  const { ctx, bbox } = plot;
  const times = unpack(marks.times);
  const values = unpack(marks.values);
  const [first, last] = [plot.posToVal(0, "x"), plot.posToVal(plot.over.clientWidth, "x")].map(
    (seconds) => seconds * 1e6,
  );
  const isCrowded = times.filter((time) => time >= first && time <= last).length > MANY_MARKS;
  const size = (isCrowded ? SMALL_MARK : MARK) * uPlot.pxRatio;
  ctx.save();
  ctx.fillStyle = color(sign > 0 ? "--up" : "--down");
  ctx.strokeStyle = color("--paper");
  ctx.lineWidth = uPlot.pxRatio;
  times.forEach((time, at) => {
    const x = plot.valToPos(time / 1e6, "x", true);
    const y = plot.valToPos(values[at], "y", true) - sign * size;
    if (x < bbox.left || x > bbox.left + bbox.width) return;
    ctx.beginPath();
    ctx.moveTo(x, y - sign * size);
    ctx.lineTo(x + size, y + sign * size * 0.8);
    ctx.lineTo(x - size, y + sign * size * 0.8);
    ctx.closePath();
    if (!isCrowded) ctx.stroke();
    ctx.fill();
  });
  ctx.restore();
}

/** Draws a panel into its place. */
export function drawTimePanel(place: HTMLElement, panel: TimePanelData, setting: Setting): void {
  const { view, times, shades, tickSize, width } = setting;
  const format = (value: number) =>
    panel.unit === "price" ? shownPrice(value, tickSize, 2) : shown(value);
  const axisFormat = (value: number) =>
    panel.unit === "price" ? shownPrice(value, tickSize) : shown(value, 4);
  const { alarms, levels, range, lines } = panel;
  const isFirst = panel.id === "price";
  const panelShades = shades.filter(({ kind }) => isFirst || kind === "unknown");
  const hasBand = lines.filter(({ role }) => role === "band").length === 2;
  const bands = hasBand
    ? [{ series: [1, 2] as [number, number], fill: () => color("--wash") }]
    : [];
  const options: uPlot.Options = {
    width,
    height: panel.height,
    padding: PADDING,
    cursor: view.cursor,
    scales: {
      x: { time: false, auto: false, min: view.min, max: view.max },
      y: {
        range: (_, low, high) =>
          range === undefined ? roomy(low, high, levels) : [range[0] * 1.05, range[1] * 1.05],
      },
    },
    series: [timeSeries, ...lines.map(({ role, label }) => lineSeries(role, label, format))],
    bands,
    axes: [timeAxis(), valueAxis(panel.unit, axisFormat)],
    hooks: {
      setSelect: [(plot) => view.select(plot)],
      drawClear: [(plot) => drawShades(plot, panelShades)],
      draw: [
        drawUtc,
        (plot) => drawLevels(plot, levels),
        (plot) => {
          if (alarms === undefined) return;
          drawMarks(plot, alarms.up, 1);
          drawMarks(plot, alarms.down, -1);
        },
      ],
    },
  };
  const data = [times, ...lines.map(({ values }) => gaps(unpack(values)))];
  view.add(new uPlot(options, data as uPlot.AlignedData, place));
}
