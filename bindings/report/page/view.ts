/** The stretch of time that all panels show: zoomed and moved together. */
import type uPlot from "uplot";
import { span, utc } from "../words.ts";

const ZOOM = 0.8;
const STEP = 0.25;
/** Shortest stretch shown, seconds: times are known to microseconds. */
const SHORTEST = 1e-5;

export class View {
  readonly first: number;
  readonly last: number;
  min: number;
  max: number;
  readonly #plots = new Set<uPlot>();
  readonly #say: (text: string) => void;

  /** @param say shows in words what is seen */
  constructor(first: number, last: number, say: (text: string) => void) {
    this.first = first;
    this.last = Math.max(last, first + SHORTEST);
    this.min = this.first;
    this.max = this.last;
    this.#say = say;
    this.#tell();
  }

  /** Options of a plot that belong to the linked view. */
  get cursor(): uPlot.Cursor {
    return {
      y: false,
      points: { size: 5 },
      drag: { x: true, y: false, setScale: false },
      sync: { key: "time", filters: { pub: (type) => /^mouse(move|leave|enter)$/.test(type) } },
      bind: {
        dblclick: () => () => {
          this.all();
          return null;
        },
        mousedown: (plot, _, handler) => (event) => {
          if (!event.shiftKey) return handler(event);
          this.#grab(plot, event);
          return null;
        },
      },
    };
  }

  add(plot: uPlot): void {
    this.#plots.add(plot);
    plot.over.addEventListener("wheel", (event) => this.#wheel(plot, event), { passive: false });
  }

  clear(): void {
    for (const plot of this.#plots) plot.destroy();
    this.#plots.clear();
  }

  /** A stretch was drawn with the mouse. */
  select(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < 3) return;
    this.show(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"));
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  }

  all(): void {
    this.show(this.first, this.last);
  }

  /** Makes the stretch shorter or longer around a time. */
  zoom(isIn: boolean, around = (this.min + this.max) / 2): void {
    const factor = isIn ? ZOOM : 1 / ZOOM;
    this.show(around - (around - this.min) * factor, around + (this.max - around) * factor);
  }

  /** Moves by a share of the stretch. */
  move(share: number): void {
    const by = (this.max - this.min) * share;
    const allowed = Math.max(this.first - this.min, Math.min(this.last - this.max, by));
    this.show(this.min + allowed, this.max + allowed);
  }

  step(sign: 1 | -1): void {
    this.move(sign * STEP);
  }

  show(min: number, max: number): void {
    const least = Math.max(min, this.first);
    const greatest = Math.min(Math.max(max, least + SHORTEST), this.last);
    this.min = Math.min(least, greatest - SHORTEST);
    this.max = greatest;
    for (const plot of this.#plots) plot.setScale("x", { min: this.min, max: this.max });
    this.#tell();
  }

  #tell(): void {
    const from = utc(this.min * 1e6);
    const to = utc(this.max * 1e6);
    const short = from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to;
    this.#say(`${from} to ${short} UTC, ${span((this.max - this.min) * 1e6)}`);
  }

  #wheel(plot: uPlot, event: WheelEvent): void {
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!event.ctrlKey && !event.metaKey && !isSideways) return;
    event.preventDefault();
    const amount = event.deltaX || event.deltaY;
    if (isSideways) this.move(amount / plot.over.clientWidth);
    else this.zoom(event.deltaY < 0, plot.posToVal(event.offsetX, "x"));
  }

  #grab(plot: uPlot, event: MouseEvent): void {
    let before = event.clientX;
    const drag = (moved: MouseEvent) => {
      this.move((before - moved.clientX) / plot.over.clientWidth);
      before = moved.clientX;
    };
    const drop = () => {
      removeEventListener("mousemove", drag);
      removeEventListener("mouseup", drop);
    };
    event.preventDefault();
    addEventListener("mousemove", drag);
    addEventListener("mouseup", drop);
  }
}
