/**
 * One line that grows to the right on a canvas: the last minute of a signal in [-1, 1].
 *
 * Values arrive as fast as they like; a frame is drawn when the screen asks for one. Colours come
 * from the style of the page (`page.css`), so that light and dark are decided there.
 */
const SHOWN = 600;
const SHOWN_SECONDS = 60;
const LABEL_WIDTH = 48;
const MARGIN = 24;
const FONT = 12;

export class LiveLine {
  #canvas;
  #values = [];
  #isDue = false;

  /** @param canvas is drawn over its whole size, which its style decides */
  constructor(canvas) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.#ask()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#ask());
  }

  /** Appends values, oldest first; NaN leaves a gap. */
  add(values) {
    this.#values.push(...values);
    this.#values.splice(0, this.#values.length - SHOWN);
    this.#ask();
  }

  #ask() {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #draw() {
    const canvas = this.#canvas;
    const { clientWidth: width, clientHeight: height } = canvas;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    const pen = canvas.getContext("2d");
    pen.scale(devicePixelRatio, devicePixelRatio);
    const right = width - LABEL_WIDTH;
    const yOf = (value) => height / 2 - value * (height / 2 - MARGIN);
    this.#drawScale(pen, right, yOf);
    this.#drawValues(pen, right, yOf);
  }

  #drawScale(pen, right, yOf) {
    pen.font = `${FONT}px system-ui, sans-serif`;
    pen.textBaseline = "middle";
    for (const value of [1, 0.5, 0, -0.5, -1]) {
      const y = Math.round(yOf(value)) + 0.5;
      pen.strokeStyle = this.#colour(value === 0 ? "--muted" : "--grid");
      pen.beginPath();
      pen.moveTo(0, y);
      pen.lineTo(right, y);
      pen.stroke();
      pen.fillStyle = this.#colour("--muted");
      pen.fillText(
        `${value > 0 ? "+" : ""}${value.toFixed(1)}`.replace("-", "\u2212"),
        right + 8,
        y,
      );
    }
    const below = yOf(-1) + FONT + 2;
    pen.fillText(`${SHOWN_SECONDS} s ago`, 0, below);
    pen.textAlign = "right";
    pen.fillText("now", right, below);
  }

  #drawValues(pen, right, yOf) {
    const values = this.#values;
    const xOf = (index) => right - ((values.length - 1 - index) * right) / (SHOWN - 1);
    pen.strokeStyle = pen.fillStyle = this.#colour("--line");
    pen.lineWidth = 1.5;
    pen.lineJoin = "round";
    pen.beginPath();
    let isDown = false;
    for (let index = 0; index < values.length; index++) {
      const isKnown = !Number.isNaN(values[index]);
      if (isKnown && isDown) pen.lineTo(xOf(index), yOf(values[index]));
      else if (isKnown) pen.moveTo(xOf(index), yOf(values[index]));
      isDown = isKnown;
    }
    pen.stroke();
    const last = values.at(-1);
    if (!(Math.abs(last) <= 1)) return;
    pen.beginPath();
    pen.arc(right, yOf(last), 3, 0, 2 * Math.PI);
    pen.fill();
  }

  #colour(name) {
    return getComputedStyle(this.#canvas).getPropertyValue(name);
  }
}
