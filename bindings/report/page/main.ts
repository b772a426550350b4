/** Draws the page: reads its numbers, fills the places of its panels, listens to its buttons. */
import type uPlot from "uplot";
import { type Payload, unpack } from "../payload.ts";
import { drawAlarmRate, drawAutocorrelation, drawHistogram } from "./bar-panels.ts";
import { forgetColors, isDark } from "./colors.ts";
import { drawHeatPanel } from "./heat-panel.ts";
import { drawTimePanel, type Setting } from "./time-panel.ts";
import { View } from "./view.ts";

/** Width of what is printed, of an A4 page with its margins, in CSS pixels. */
const PAPER_WIDTH = 690;

const root = document.documentElement;
const payload: Payload = JSON.parse(document.getElementById("data")?.textContent ?? "null");
const times = Array.from(unpack(payload.times), (time) => time / 1e6);
const view = new View(times[0], times[times.length - 1], (text) => {
  const output = document.getElementById("view");
  if (output !== null) output.textContent = text;
});
let others: uPlot[] = [];
let isPrinting = false;
let drawnAt = "";

/** The place of a panel, emptied; null where the page has none. */
function place(id: string): HTMLElement | null {
  const found = document.getElementById(`p-${id}`);
  found?.replaceChildren();
  return found;
}

function fill(id: string, draw: (place: HTMLElement) => void): void {
  const found = place(id);
  if (found !== null) draw(found);
}

/** Width of the panels over time (the first panel is one), or of the place of one panel. */
function widthOf(place = ".plot"): number {
  return document.querySelector(place)?.clientWidth ?? 0;
}

function drawOverTime(): void {
  const width = isPrinting ? PAPER_WIDTH : widthOf();
  const { shades, tickSize, panels, heatMap, alarmRate } = payload;
  const setting: Setting = { view, times, shades, tickSize, width };
  for (const panel of panels) fill(panel.id, (found) => drawTimePanel(found, panel, setting));
  if (heatMap !== null) fill("heat", (found) => drawHeatPanel(found, heatMap, setting));
  if (alarmRate !== null) fill("rate", (found) => drawAlarmRate(found, alarmRate, setting));
}

function drawStill(): void {
  for (const data of payload.distributions) {
    const width = isPrinting ? PAPER_WIDTH / 2 - 10 : widthOf(".pair .plot");
    fill(`h-${data.id}`, (found) => others.push(drawHistogram(found, data, width)));
    fill(`a-${data.id}`, (found) => others.push(drawAutocorrelation(found, data, width)));
  }
}

function draw(): void {
  if (times.length === 0) return;
  forgetColors();
  view.clear();
  for (const plot of others) plot.destroy();
  others = [];
  drawOverTime();
  drawStill();
  drawnAt = situation();
}

/** What the drawing depends on besides the numbers. */
function situation(): string {
  return [isDark(), isPrinting, widthOf()].join();
}

function drawIfChanged(): void {
  if (situation() !== drawnAt) draw();
}

function print(isOn: boolean): void {
  isPrinting = isOn;
  drawIfChanged();
}

function sayTheme(): void {
  const button = document.querySelector<HTMLElement>('[data-act="theme"]');
  if (button === null) return;
  button.setAttribute("aria-pressed", String(isDark()));
  button.textContent = isDark() ? "Light" : "Dark";
}

function turnTheme(): void {
  root.dataset.theme = isDark() ? "light" : "dark";
  sayTheme();
  drawIfChanged();
}

const ACTS: Record<string, () => void> = {
  left: () => view.step(-1),
  right: () => view.step(1),
  in: () => view.zoom(true),
  out: () => view.zoom(false),
  reset: () => view.all(),
  theme: turnTheme,
};

document.querySelector(".toolbar")?.addEventListener("click", (event) => {
  const button = (event.target as HTMLElement).closest<HTMLElement>("[data-act]");
  ACTS[button?.dataset.act ?? ""]?.();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  sayTheme();
  drawIfChanged();
});
matchMedia("print").addEventListener("change", ({ matches }) => print(matches));
addEventListener("beforeprint", () => print(true));
addEventListener("afterprint", () => print(false));
addEventListener("resize", drawIfChanged);
isPrinting = matchMedia("print").matches;
sayTheme();
draw();
