/** The book over time: a picture painted behind a plot that brings axes, cursor and zoom. */
import uPlot from "uplot";
import { type HeatMapData, unpack, unpackSingle } from "../payload.ts";
import { shown, utc } from "../words.ts";
import { drawUtc, timeAxis, valueAxis } from "./axes.ts";
import { isDark } from "./colors.ts";
import { drawShades, PADDING, type Setting } from "./time-panel.ts";

const HEIGHT = 300;
const LIGHT = ["#f4f8fc", "#c9dff1", "#7fb5dc", "#2f79b9", "#0d4483", "#07264d"];
const DARK = ["#101720", "#143a5c", "#1b6f7f", "#3fa66a", "#b5cf3a", "#fff19b"];
/** Shares of the sizes between which the colours are spread. */
const PALE = 0.25;
const FULL = 0.997;

interface Picture {
  readonly canvas: HTMLCanvasElement;
  readonly low: number;
  readonly high: number;
}

type Rgb = [number, number, number];

function rgb(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
}

function ramp(stops: readonly string[], share: number): Rgb {
  const place = Math.max(0, Math.min(1, share)) * (stops.length - 1);
  const at = Math.min(Math.floor(place), stops.length - 2);
  const from = rgb(stops[at]);
  const to = rgb(stops[at + 1]);
  return from.map((value, channel) => value + (to[channel] - value) * (place - at)) as Rgb;
}

function paint(data: HeatMapData, sizes: Float32Array): Picture {
  const rows = 2 * data.cells;
  const sorted = sizes.filter((size) => size > 0).sort();
  const low = sorted[Math.floor(PALE * sorted.length)] ?? 1;
  const high = Math.max(sorted[Math.floor(FULL * sorted.length)] ?? 1, low * 1.001);
  const stops = isDark() ? DARK : LIGHT;
  const canvas = document.createElement("canvas");
  canvas.width = data.columns;
  canvas.height = rows;
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  const image = context.createImageData(data.columns, rows);
  sizes.forEach((size, index) => {
    if (Number.isNaN(size)) return;
    const column = Math.floor(index / rows);
    const fromTop = rows - 1 - (index % rows);
    const share = size > 0 ? 0.08 + 0.92 * (Math.log(size / low) / Math.log(high / low)) : 0;
    const at = 4 * (fromTop * data.columns + column);
    image.data.set([...ramp(stops, size > 0 ? Math.max(share, 0.08) : 0), 255], at);
  });
  context.putImageData(image, 0, 0);
  return { canvas, low, high };
}

/** Puts the picture under the plot, column by column, since columns are of unequal length. */
function show(plot: uPlot, picture: HTMLCanvasElement, times: number[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.imageSmoothingEnabled = false;
  for (let column = 0; column + 1 < times.length; column++) {
    const left = Math.floor(plot.valToPos(times[column], "x", true));
    const right = Math.ceil(plot.valToPos(times[column + 1], "x", true));
    if (right < bbox.left || left > bbox.left + bbox.width) continue;
    const width = Math.max(right - left, 1);
    ctx.drawImage(picture, column, 0, 1, picture.height, left, bbox.top, width, bbox.height);
  }
  ctx.restore();
}

function colorBar({ low, high }: Picture): HTMLElement {
  const bar = document.createElement("p");
  bar.className = "colors";
  const stops = (isDark() ? DARK : LIGHT).join(", ");
  const strip = document.createElement("i");
  strip.style.background = `linear-gradient(90deg, ${stops})`;
  const middle = Math.sqrt(low * high);
  const from = document.createElement("span");
  from.textContent = `size ${shown(low, 3)}`;
  const to = document.createElement("span");
  to.textContent = `${shown(high, 3)} (middle ${shown(middle, 3)}, logarithmic)`;
  bar.append(from, strip, to);
  return bar;
}

/** Draws the heat map into its place. */
export function drawHeatPanel(place: HTMLElement, data: HeatMapData, setting: Setting): void {
  const { view, width, shades } = setting;
  const times = Array.from(unpack(data.times), (time) => time / 1e6);
  const sizes = unpackSingle(data.sizes);
  const picture = paint(data, sizes);
  const reach = data.cells * data.ticksPerCell;
  const unknown = shades.filter(({ kind }) => kind === "unknown");
  const readout = document.createElement("output");
  const say = (plot: uPlot) => {
    const { left = -1, top = -1 } = plot.cursor;
    readout.textContent = left < 0 ? "" : read(plot, left, top);
  };
  const read = (plot: uPlot, left: number, top: number): string => {
    const time = plot.posToVal(left, "x");
    const offset = plot.posToVal(top, "y");
    const column = times.findLastIndex((start) => start <= time);
    const cell = Math.floor(offset / data.ticksPerCell) + data.cells;
    if (column < 0 || column >= data.columns || !(Math.abs(offset) < reach)) return "";
    const size = sizes[column * 2 * data.cells + cell];
    return `${utc(time * 1e6)}, ${shown(offset, 3)} ticks from mid: size ${shown(size, 4)}`;
  };
  const options: uPlot.Options = {
    width,
    height: HEIGHT,
    padding: PADDING,
    cursor: { ...view.cursor, y: true, points: { show: false } },
    legend: { show: false },
    scales: {
      x: { time: false, auto: false, min: view.min, max: view.max },
      y: { range: [-reach, reach] },
    },
    series: [{}, { paths: () => null, points: { show: false } }],
    axes: [
      { ...timeAxis(), grid: { show: false } },
      { ...valueAxis("ticks from mid", (value) => shown(value)), grid: { show: false } },
    ],
    hooks: {
      setSelect: [(plot) => view.select(plot)],
      setCursor: [say],
      draw: [drawUtc],
      drawClear: [(plot) => drawShades(plot, unknown), (plot) => show(plot, picture.canvas, times)],
    },
  };
  const bar = colorBar(picture);
  bar.append(readout);
  place.append(bar);
  view.add(new uPlot(options, [times, times.map(() => 0)], place));
}
