/** Lines as Binance's streams write them, made up for the tests. */

export type Level = readonly [price: string, size: string];

const LOCAL_NS = 1_700_000_000_000_000_000n;

/** Milliseconds after the start of the made-up recording. */
export function eventMs(ms: number): number {
  return 1_700_000_000_000 + ms;
}

function line(ms: number, json: string): string {
  return `${LOCAL_NS + BigInt(ms) * 1_000_000n + 1_234_567n} ${json}\n`;
}

export function stream(ms: number, kind: string, data: unknown, symbol = "ABCUSDT"): string {
  const name = `${symbol.toLowerCase()}@${kind}`;
  return line(ms, JSON.stringify({ stream: name, data }));
}

export function bare(ms: number, data: unknown): string {
  return line(ms, JSON.stringify(data));
}

/** USD-M depth event covering (pu, u]. */
export function futuresDepth(ms: number, pu: number, u: number, b: Level[], a: Level[]): string {
  const [E, T, U] = [eventMs(ms) + 3, eventMs(ms), pu + 5];
  return stream(ms, "depth@0ms", { e: "depthUpdate", E, T, s: "ABCUSDT", U, u, pu, b, a });
}

/** Spot depth event covering [U, u]. */
export function spotDepth(ms: number, U: number, u: number, b: Level[], a: Level[]): string {
  const E = eventMs(ms);
  return stream(ms, "depth@100ms", { e: "depthUpdate", E, s: "ABCUSDT", U, u, b, a });
}

export function snapshot(
  ms: number,
  id: number,
  bids: Level[],
  asks: Level[],
  timed = true,
): string {
  const time = timed ? { E: eventMs(ms) + 3, T: eventMs(ms) } : {};
  return bare(ms, { lastUpdateId: id, ...time, bids, asks });
}

export function trade(ms: number, t: number, p: string, q: string, m: boolean): string {
  const [E, T] = [eventMs(ms) + 1, eventMs(ms)];
  return stream(ms, "trade", { e: "trade", E, T, s: "ABCUSDT", t, p, q, X: "MARKET", m });
}

export function bookTicker(ms: number, u: number, bid: Level, ask: Level): string {
  const [b, B, a, A] = [...bid, ...ask];
  return stream(ms, "bookTicker", { u, s: "ABCUSDT", b, B, a, A });
}
