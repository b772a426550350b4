/**
 * The slow road: any JSON spelling of a known Binance message (blanks, other order of members,
 * numbers without quotes, escapes) rewritten into the one spelling that the byte scanner reads.
 */

import { MalformedMessage } from "../reading/malformed.ts";

type Json = Record<string, unknown>;

const encoder = new TextEncoder();

function decimalText(value: unknown, name: string): string {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text === "string" && /^\d+(\.\d*)?(e[+-]?\d+)?$/i.test(text)) return text;
  throw new MalformedMessage(`${name} must be a decimal number, was ${JSON.stringify(value)}`);
}

function number(value: unknown, name: string): number {
  if (typeof value === "number" && value >= 0) return value;
  throw new MalformedMessage(`${name} must be a number, was ${JSON.stringify(value)}`);
}

function levels(value: unknown, name: string): [string, string][] {
  if (!Array.isArray(value)) throw new MalformedMessage(`${name} must be an array of levels`);
  return value.map((level) => [
    decimalText(level?.[0], `a price in ${name}`),
    decimalText(level?.[1], `a size in ${name}`),
  ]);
}

function rewrite(data: Json): Json | null {
  const { e, E, T, s, u } = data;
  if ("lastUpdateId" in data) {
    const lastUpdateId = number(data.lastUpdateId, "lastUpdateId");
    const bids = levels(data.bids, "bids");
    return { lastUpdateId, E, T, bids, asks: levels(data.asks, "asks") };
  }
  if (e === "depthUpdate") {
    const [U, b, a] = [number(data.U, "U"), levels(data.b, "b"), levels(data.a, "a")];
    return { e, E: number(E, "E"), T, s, U, u: number(u, "u"), pu: data.pu, b, a };
  }
  if (e === "trade" || e === "aggTrade") {
    const [p, q] = [decimalText(data.p, "p"), decimalText(data.q, "q")];
    if (typeof data.m !== "boolean") throw new MalformedMessage("m must be true or false");
    const id = e === "trade" ? { t: number(data.t, "t") } : { a: number(data.a, "a") };
    return { e, E, T: number(T, "T"), s, ...id, p, q, X: data.X, m: data.m };
  }
  if (e === "bookTicker" || (e === undefined && "B" in data && "A" in data)) {
    const [b, B] = [decimalText(data.b, "b"), decimalText(data.B, "B")];
    const [a, A] = [decimalText(data.a, "a"), decimalText(data.A, "A")];
    return { e: "bookTicker", E, T, s, u: number(u, "u"), b, B, a, A };
  }
  return null;
}

/**
 * @param text a line: receive time, blank, JSON
 * @returns the line in the scanner's spelling; null if the message is of a kind that is not read
 * @throws {MalformedMessage} if it is no such line, or lacks what its kind must have
 */
export function canonicalLine(text: string): Uint8Array | null {
  const [, received, json] = /^(\d+)\s+(.*)/s.exec(text) ?? [];
  if (json === undefined) throw new MalformedMessage("a line must be <receive time, ns> <JSON>");
  let message: unknown;
  try {
    message = JSON.parse(json);
  } catch {
    throw new MalformedMessage("the text behind the receive time must be complete JSON");
  }
  if (typeof message !== "object" || message === null) return null;
  const { stream, data = message } = message as { stream?: unknown; data?: unknown };
  if (typeof data !== "object" || data === null) return null;
  // Partial books (`@depth20`) are not a sequence of changes.
  if (typeof stream === "string" && /@depth\d/.test(stream)) return null;
  const known = rewrite(data as Json);
  return known && encoder.encode(`${received} ${JSON.stringify(known)}\n`);
}
