/** What others found of order flow and price moves on the same recordings, to two digits. */
import { lobsterQuotes } from "./lobster-quotes.ts";
import { type FlowFit, fitOf, flowFit } from "./order-flow.ts";
import type { NamedProof, Proof } from "./proof.ts";

const SECOND_US = 1e6;
/** What two programs with the same definition may differ by. */
const TOLERANCE = 0.01;

const rounded = (value: number): number => Number(value.toFixed(4));

/** The figure of the next interval never leaves the side of the first. */
function fitProof(expected: number, { same, next, intervals }: FlowFit): Proof {
  return {
    expected: { r2: expected },
    found: { r2: rounded(same) },
    tolerance: TOLERANCE,
    seen: { r2OfNextInterval: rounded(next), intervals },
  };
}

function nbbo(symbol: string, day: string, expected: number): NamedProof {
  return {
    name: `order flow, ${symbol} ${Number(day)} October 2013, 10 s`,
    needs: [`data/us-equity-nbbo-201310/${symbol.toLowerCase()}_201310${day}_nbbo_rth.csv.gz`],
    run: async (path) =>
      fitProof(expected, await flowFit({ paths: [path], stepUs: 10 * SECOND_US })),
  };
}

const BINANCE = "data/binance-raw-20240808";
const USDM = { name: "BTCUSDT USD-M", needs: [`${BINANCE}/usdm_btcusdt_20240808.gz`] };
const SPOT = {
  name: "BTCUSDT spot",
  needs: ["08", "09"].map((day) => `${BINANCE}/spot_btcusdt_202408${day}.gz`),
};

function binance({ name, needs }: typeof USDM, seconds: number, expected: number): NamedProof {
  return {
    name: `order flow, ${name}, ${seconds} s`,
    needs,
    run: async (...paths) => {
      const stepUs = seconds * SECOND_US;
      return fitProof(expected, await flowFit({ paths, stepUs, options: { clock: "local" } }));
    },
  };
}

const LOBSTER = "data/lobster-20120621";
/** Midnight in New York. */
const LOBSTER_MIDNIGHT_US = Date.UTC(2012, 5, 21, 4) * 1000;
const AMZN = {
  name: "AMZN",
  needs: ["message_1", "orderbook_1"].map(
    (part) => `${LOBSTER}/AMZN_2012-06-21_34200000_57600000_${part}.csv.gz`,
  ),
};
const AAPL = {
  name: "AAPL",
  needs: ["message_50", "orderbook_50_level1cols"].map(
    (part) => `${LOBSTER}/AAPL_2012-06-21_34200000_37800000_${part}.csv.gz`,
  ),
};

function lobster({ name, needs }: typeof AMZN, seconds: number, expected: number): NamedProof {
  return {
    name: `order flow, ${name} 21 June 2012, ${seconds} s`,
    needs,
    run: async (messages, books) => {
      const batch = lobsterQuotes(messages, books, LOBSTER_MIDNIGHT_US);
      const facts = { tickSize: 0.01, lotSize: 1 };
      return fitProof(expected, await fitOf([batch], facts, seconds * SECOND_US));
    },
  };
}

export const ORDER_FLOW_PROOFS: readonly NamedProof[] = [
  nbbo("BAC", "07", 0.58),
  nbbo("BAC", "08", 0.65),
  nbbo("BAC", "09", 0.73),
  nbbo("BAC", "10", 0.68),
  nbbo("BAC", "11", 0.64),
  nbbo("AIG", "07", 0.64),
  nbbo("AIG", "08", 0.7),
  binance(USDM, 0.1, 0.38),
  binance(USDM, 1, 0.39),
  binance(USDM, 5, 0.47),
  binance(SPOT, 0.1, 0.34),
  binance(SPOT, 1, 0.52),
  binance(SPOT, 5, 0.67),
  lobster(AMZN, 1, 0.16),
  lobster(AMZN, 10, 0.32),
  lobster(AMZN, 60, 0.42),
  lobster(AAPL, 1, 0.18),
  lobster(AAPL, 10, 0.28),
  lobster(AAPL, 60, 0.58),
];
