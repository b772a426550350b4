/** Numbers and times as a human reads them; used by the page and by the script in it. */

/** A value with at most `digits` significant digits; "unknown" for NaN. */
export function shown(value: number, digits = 6): string {
  if (Number.isNaN(value)) return "unknown";
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return grouped(value);
  const text = String(Number(value.toPrecision(digits)));
  return text.includes("e") ? text : text.replace(/^-?\d+/, (whole) => setApart(whole));
}

/** A price with the decimals that a tick has, and `more` for prices between ticks. */
export function shownPrice(value: number, tickSize: number, more = 0): string {
  if (Number.isNaN(value)) return "unknown";
  const [, exponent = ""] = tickSize.toExponential().split("e");
  const text = String(tickSize);
  const fraction = text.includes("e") ? -Number(exponent) : (text.split(".")[1] ?? "").length;
  return value.toFixed(Math.min(Math.max(fraction, 0) + more, 12));
}

/** A count with thousands set apart: `1,234,567`. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

function setApart(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Microseconds since the epoch as `2024-01-01 00:00:00.123456`, in UTC. */
export function utc(timeUs: number, decimals: 0 | 3 | 6 = 3): string {
  if (!(Math.abs(timeUs) <= 8.64e18)) return "unknown";
  const ms = Math.floor(timeUs / 1000);
  const micros = String(Math.floor(timeUs - ms * 1000)).padStart(3, "0");
  const text = new Date(ms).toISOString().replace("T", " ").replace("Z", micros);
  return text.slice(0, decimals === 0 ? -7 : text.length - (6 - decimals));
}

/** Microseconds as `2 d 3 h`, `3 h 4 min`, `5 min 6 s`, `7.89 s`, `120 ms`. */
export function span(us: number): string {
  if (us < 1e6) return `${Number((us / 1e3).toPrecision(3))} ms`;
  const seconds = us / 1e6;
  if (seconds < 60) return `${Number(seconds.toPrecision(3))} s`;
  const units: [string, number][] = [
    ["d", 86400],
    ["h", 3600],
    ["min", 60],
    ["s", 1],
  ];
  const first = units.findIndex(([, size]) => seconds >= size);
  const [name, size] = units[first];
  const whole = Math.floor(seconds / size);
  const [next, nextSize] = units[Math.min(first + 1, 3)];
  const rest = Math.floor((seconds - whole * size) / nextSize);
  return rest > 0 && first < 3 ? `${whole} ${name} ${rest} ${next}` : `${whole} ${name}`;
}
