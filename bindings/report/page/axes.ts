/** Axes of all plots: units on each, times in UTC, one width so that the panels stand in line. */
import uPlot from "uplot";
import { shown, utc } from "../words.ts";
import { color } from "./colors.ts";

const FONT = "11px system-ui, sans-serif";
const LEFT = 78;

/** Seconds between ticks, from microseconds to weeks. */
const TIME_STEPS = [
  ...[1e-6, 1e-5, 1e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200],
  ...[86400, 2 * 86400, 7 * 86400, 14 * 86400, 28 * 86400, 91 * 86400, 364 * 86400],
];

function style(): uPlot.Axis {
  return {
    stroke: () => color("--soft"),
    font: FONT,
    labelFont: FONT,
    grid: { stroke: () => color("--grid"), width: 1 },
    ticks: { show: false },
  };
}

/** `HH:MM`, with seconds and fractions where ticks are close; the date where a day begins. */
function timeLabels(splits: number[], step: number): string[] {
  return splits.map((seconds) => {
    const text = utc(Math.round(seconds * 1e6), 6);
    const isMidnight = seconds % 86400 === 0;
    return isMidnight ? text.slice(0, 10) : clockText(text.slice(11), step);
  });
}

function clockText(clock: string, step: number): string {
  if (step >= 60) return clock.slice(0, 5);
  if (step >= 1) return clock.slice(0, 8);
  return step >= 1e-3 ? clock.slice(0, 12) : clock;
}

/** Says at the left of the times what they are. */
export function drawUtc({ ctx, bbox }: uPlot): void {
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.fillStyle = color("--soft");
  ctx.font = `${11 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  ctx.fillText("UTC", 8 * ratio, bbox.top + bbox.height + 5 * ratio);
  ctx.restore();
}

/** The horizontal axis of a panel over time. */
export function timeAxis(): uPlot.Axis {
  return {
    ...style(),
    space: 90,
    size: 24,
    gap: 4,
    incrs: TIME_STEPS,
    values: (_, splits, __, ___, step) => timeLabels(splits, step),
  };
}

/** A vertical axis. */
export function valueAxis(unit: string, format = (value: number) => shown(value)): uPlot.Axis {
  return {
    ...style(),
    label: unit,
    labelSize: 18,
    size: LEFT - 18,
    gap: 6,
    space: 28,
    values: (_, splits) => splits.map((value) => format(value)),
  };
}

/** A horizontal axis of plain numbers. */
export function numberAxis(label: string): uPlot.Axis {
  return {
    ...style(),
    label,
    labelSize: 14,
    size: 20,
    gap: 4,
    space: 60,
    values: (_, splits) => splits.map((value) => shown(value, 4)),
  };
}

/** Bounds that hold the data and some lines, with a little air. */
export function roomy(low: number | null, high: number | null, levels: readonly number[]) {
  const all = [low, high, ...levels].filter((value) => value !== null && Number.isFinite(value));
  if (all.length === 0) return [0, 1] as [number, number];
  const least = Math.min(...(all as number[]));
  const greatest = Math.max(...(all as number[]));
  const air = (greatest - least) * 0.08 || Math.abs(greatest) * 1e-4 || 1;
  return [least - air, greatest + air] as [number, number];
}
