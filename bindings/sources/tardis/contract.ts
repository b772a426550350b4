/**
 * What an `amount` of tardis.dev counts, by exchange and symbol; tardis leaves amounts as the
 * exchange gives them.
 *
 * Deribit's and BitMEX's coin-margined futures and perpetuals are counted in US dollars, Binance's
 * COIN-M futures in contracts of 100 (BTC) or 10 US dollars. All else is taken as linear.
 */
import { contractOf as binanceContractOf } from "../binance/facts.ts";
import type { InstrumentFacts } from "../source.ts";

type Contract = Pick<InstrumentFacts, "contract" | "multiplier">;

const LINEAR: Contract = { contract: "linear", multiplier: 1 };
const INVERSE_DOLLARS: Contract = { contract: "inverse", multiplier: 1 };

/** `BTC-PERPETUAL`, `ETH-25JUN21`; not the options and not the linear `BTC_USDC-PERPETUAL`. */
const DERIBIT_INVERSE = /^(BTC|ETH)-(PERPETUAL|\d{1,2}[A-Z]{3}\d{2})$/;
/** `XBTUSD`, `XBTM21`; BitMEX's others are quanto or linear with multipliers of their own. */
const BITMEX_INVERSE = /^XBT(USD|[FGHJKMNQUVXZ]\d{2})$/;

export function tardisContract(exchange: string, symbol: string): Contract {
  const name = symbol.toUpperCase();
  switch (exchange) {
    case "deribit":
      return DERIBIT_INVERSE.test(name) ? INVERSE_DOLLARS : LINEAR;
    case "bitmex":
      return BITMEX_INVERSE.test(name) ? INVERSE_DOLLARS : LINEAR;
    case "binance-delivery":
      return binanceContractOf(name);
    default:
      return LINEAR;
  }
}
