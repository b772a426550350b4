/** The indicators of technicalindicators, value by value and a whole series at once. */
import { peer } from "../kernels/peer.ts";
import { atOnce, type Call, type DropIn, onCandles, onPrices } from "./drop-in.ts";

type Api = typeof import("../../bindings/compat/technicalindicators/index.ts");

const PERIOD = { period: 20 };
const BANDS = { ...PERIOD, stdDev: 2 };

function streaming(name: "SMA" | "EMA" | "SD"): Call<Api> {
  return onPrices(`\`${name}(20).nextValue\``, (api) => {
    const indicator = new api[name]({ ...PERIOD, values: [] });
    return (x) => indicator.nextValue(x) as number;
  });
}

function calculating(name: "SMA" | "EMA" | "SD"): Call<Api> {
  return atOnce(`\`${name}.calculate\`, period 20`, (api) => {
    return (values) => api[name].calculate({ ...PERIOD, values });
  });
}

export const TECHNICALINDICATORS: DropIn<Api> = {
  name: "technicalindicators",
  ours: () => import("../../bindings/compat/technicalindicators/index.ts"),
  peer: async () => peer<Api>("technicalindicators"),
  calls: {
    "sma-20": streaming("SMA"),
    "sma-20-calculate": calculating("SMA"),
    "ema-20": streaming("EMA"),
    "ema-20-calculate": calculating("EMA"),
    "sd-20": streaming("SD"),
    "sd-20-calculate": calculating("SD"),
    "bollinger-20": onPrices("`BollingerBands(20).nextValue`", ({ BollingerBands }) => {
      const bands = new BollingerBands({ ...BANDS, values: [] });
      return (x) => bands.nextValue(x)?.upper as number;
    }),
    "bollinger-20-calculate": atOnce("`BollingerBands.calculate`, period 20", (api) => {
      return (values) =>
        api.BollingerBands.calculate({ ...BANDS, values }).map(({ upper }) => upper);
    }),
    vwap: onCandles("`VWAP.nextValue`", ({ VWAP }) => {
      const vwap = new VWAP({ high: [], low: [], close: [], volume: [] });
      return (candle) => vwap.nextValue(candle) as number;
    }),
  },
};
