/** Bars: alarms per hour, distributions and autocorrelations. */
import uPlot from "uplot";
import type { AlarmRateData, DistributionData } from "../payload.ts";
import { shown } from "../words.ts";
import { drawUtc, numberAxis, roomy, timeAxis, valueAxis } from "./axes.ts";
import { color } from "./colors.ts";
import { drawLevels, PADDING, type Setting, timeSeries, underCursor } from "./time-panel.ts";

const HEIGHT = 190;
const HOUR_US = 3.6e9;

/** Options that all plots without a linked view share. */
function still(
  width: number,
): Pick<uPlot.Options, "width" | "height" | "padding"> & { cursor: uPlot.Cursor } {
  return {
    width,
    height: HEIGHT,
    padding: PADDING,
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
  };
}

/** Alarms that began in each bin, one chart on top of the other. */
export function drawAlarmRate(place: HTMLElement, rate: AlarmRateData, setting: Setting): void {
  const { view, width } = setting;
  const { charts, widthUs, fromUs } = rate;
  const perHour = HOUR_US / widthUs;
  const starts = charts[0].counts.map((_, bin) => (fromUs + bin * widthUs) / 1e6);
  const heights = charts.map(({ counts }) => counts.map((count) => count * perHour));
  const totals = starts.map((_, bin) => heights.reduce((sum, chart) => sum + chart[bin], 0));
  const drawBars = (plot: uPlot) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    starts.forEach((start, bin) => {
      const left = plot.valToPos(start, "x", true) + uPlot.pxRatio;
      const right = plot.valToPos(start + widthUs / 1e6, "x", true) - uPlot.pxRatio;
      let foot = 0;
      heights.forEach((chart, at) => {
        const low = plot.valToPos(foot, "y", true);
        foot += chart[bin];
        const high = plot.valToPos(foot, "y", true);
        ctx.fillStyle = color(`--line-${at}`);
        ctx.fillRect(left, high, Math.max(right - left, 1), low - high);
      });
    });
    ctx.restore();
  };
  // Two points a bin, so that the cursor finds the bin it stands in.
  const ends = starts.flatMap((start) => [start, start + (widthUs / 1e6) * 0.999]);
  const doubled = (list: number[]) => list.flatMap((value) => [value, value]);
  const options: uPlot.Options = {
    ...still(width),
    cursor: { ...view.cursor, points: { show: false } },
    scales: {
      x: { time: false, auto: false, min: view.min, max: view.max },
      y: { range: () => [0, Math.max(...totals, perHour) * 1.1] },
    },
    series: [
      timeSeries,
      ...charts.map(({ name }, at) => ({
        label: name,
        stroke: () => color(`--line-${at}`),
        paths: () => null,
        points: { show: false },
        value: underCursor((value) => shown(value, 4)),
      })),
    ],
    axes: [timeAxis(), valueAxis("alarms per hour", (value) => shown(value, 4))],
    hooks: { setSelect: [(plot) => view.select(plot)], draw: [drawUtc, drawBars] },
  };
  view.add(new uPlot(options, [ends, ...heights.map(doubled)] as uPlot.AlignedData, place));
}

/** Share of a normal law within each bar, in percent. */
function normalShares({ mean, sigma, histogram }: DistributionData): (number | null)[] {
  const { from, width, counts } = histogram;
  return counts.map((_, bar) => {
    const z = (from + (bar + 0.5) * width - mean) / sigma;
    const density = Math.exp((-z * z) / 2) / (sigma * Math.sqrt(2 * Math.PI));
    return Number.isFinite(density) ? 100 * density * width : null;
  });
}

function percent(value: number | null): string {
  return value === null ? "–" : `${shown(value, 3)} %`;
}

/** How often each value was seen. */
export function drawHistogram(place: HTMLElement, data: DistributionData, width: number): uPlot {
  const { histogram, known, unit, id } = data;
  const { from, width: barWidth, counts, below, above } = histogram;
  const centers = counts.map((_, bar) => from + (bar + 0.5) * barWidth);
  const shares = counts.map((count) => (100 * count) / known);
  const options: uPlot.Options = {
    ...still(width),
    scales: {
      x: { time: false, range: [from, from + counts.length * barWidth] },
      y: { range: (_, __, high) => [0, (high ?? 1) * 1.06] },
    },
    series: [
      { label: "value", value: (_, value) => (value === null ? "–" : shown(value, 4)) },
      {
        label: "rows",
        fill: () => color("--line-0"),
        stroke: () => color("--line-0"),
        width: 0,
        points: { show: false },
        paths: (uPlot.paths.bars as uPlot.Series.BarsPathBuilderFactory)({ size: [0.9, 100] }),
        value: (_, value) => percent(value),
      },
      {
        label: "normal law",
        stroke: () => color("--line-1"),
        width: 1.5,
        points: { show: false },
        value: (_, value) => percent(value),
      },
    ],
    axes: [numberAxis(`${id}, ${unit}`), valueAxis("% of rows", (value) => shown(value, 3))],
  };
  const rows = [centers, shares, normalShares(data)] as uPlot.AlignedData;
  const plot = new uPlot(options, rows, place);
  const tails = document.createElement("p");
  tails.className = "tails";
  const share = (count: number) => percent((100 * count) / Math.max(known, 1));
  tails.textContent = `Outside the picture: ${share(below)} below, ${share(above)} above.`;
  place.append(tails);
  return plot;
}

/** How much a column resembles itself some rows later. */
export function drawAutocorrelation(
  place: HTMLElement,
  data: DistributionData,
  width: number,
): uPlot {
  const { autocorrelation, known } = data;
  const lags = autocorrelation.map((_, index) => index + 1);
  const bound = 1.96 / Math.sqrt(Math.max(known, 1));
  const options: uPlot.Options = {
    ...still(width),
    scales: {
      x: { time: false, range: [0, lags.length + 1] },
      y: { range: (_, low, high) => roomy(low, high, [0, -2 * bound, 2 * bound]) },
    },
    series: [
      { label: "lag", value: (_, lag) => (lag === null ? "–" : String(lag)) },
      {
        label: "correlation",
        stroke: () => color("--line-0"),
        fill: () => color("--line-0"),
        width: 0,
        points: { show: false },
        paths: (uPlot.paths.bars as uPlot.Series.BarsPathBuilderFactory)({ size: [0.6, 14] }),
        value: (_, value) => (value === null ? "–" : shown(value, 3)),
      },
    ],
    axes: [numberAxis("lag, rows"), valueAxis("correlation", (value) => shown(value, 3))],
    hooks: { draw: [(plot) => drawLevels(plot, [-bound, 0, bound])] },
  };
  const rows = [lags, [...autocorrelation]];
  return new uPlot(options, rows as uPlot.AlignedData, place);
}
