/** The indicators of trading-signals, whose answers are null until there is one. */
import { modulePeer } from "../kernels/peer.ts";
import { type Call, type DropIn, onCandles, onPrices } from "./drop-in.ts";

type Api = typeof import("../../bindings/compat/trading-signals/index.ts");

/** What a revised price differs by. */
const REVISION = 0.01;

function average(name: "SMA" | "EMA" | "WSMA", interval: number): Call<Api> {
  return onPrices(`\`${name}(${interval}).add\``, (api) => {
    const indicator = new api[name](interval);
    return (x) => indicator.add(x) ?? Number.NaN;
  });
}

function bands(interval: number): Call<Api> {
  return onPrices(`\`BollingerBands(${interval}).add\``, ({ BollingerBands }) => {
    const indicator = new BollingerBands(interval);
    return (x) => indicator.add(x)?.upper ?? Number.NaN;
  });
}

export const TRADING_SIGNALS: DropIn<Api> = {
  name: "trading-signals",
  ours: () => import("../../bindings/compat/trading-signals/index.ts"),
  peer: () => modulePeer<Api>("trading-signals"),
  calls: {
    "sma-20": average("SMA", 20),
    "sma-256": average("SMA", 256),
    "sma-20-replace": onPrices("`SMA(20).add` and `replace`", ({ SMA }) => {
      const sma = new SMA(20);
      return (x) => {
        sma.add(x);
        return sma.replace(x + REVISION) ?? Number.NaN;
      };
    }),
    "ema-20": average("EMA", 20),
    "wsma-20": average("WSMA", 20),
    "bollinger-20": bands(20),
    "bollinger-256": bands(256),
    "vwma-20": onCandles("`VWMA(20).add`", ({ VWMA }) => {
      const vwma = new VWMA(20);
      return (candle) => vwma.add(candle) ?? Number.NaN;
    }),
    vwap: onCandles("`VWAP.add`", ({ VWAP }) => {
      const vwap = new VWAP();
      return (candle) => vwap.add(candle) ?? Number.NaN;
    }),
  },
};
