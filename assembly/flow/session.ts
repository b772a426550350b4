/**
 * The session so far: cumulative volume delta and the volume-weighted price.
 *
 *   mean += w / W (p - mean);  spread += w (p - mean_before) (p - mean);  sigma = sqrt(spread / W)
 *
 * In    trades: price in ticks, size in lots, side bought, sold or unknown
 * Out   delta in lots, positive when buyers traded more; prices in ticks
 * Keeps Session
 * Cost  one division a trade
 *
 * Reset when a session opens; trades outside the session's hours are not part of it.
 *
 * Source: D. H. D. West, "Updating mean and variance estimates: an improved method",
 * Communications of the ACM 22(9), 1979.
 */
import { Session } from "../layout";
import { ratio } from "../math/guard";
import { addTo, clearAt, valueOf } from "../stats/compensated";

// the sums of buys, sells and trades without a side follow each other
const BUY_SUM: usize = offsetof<Session>("buy");
const SUM_BYTES: usize = offsetof<Session>("sell") - BUY_SUM;

/** Takes a trade in. */
export function sessionAdd(
  session: Session,
  ticks: f64,
  size: f64,
  side: u32,
  isInverse: bool,
): void {
  const at = changetype<usize>(session);
  addTo(at + BUY_SUM + <usize>side * SUM_BYTES, size);
  const weight = isInverse ? size / ticks : size;
  if (weight == 0.0) return;
  addTo(at + offsetof<Session>("weight"), weight);
  const d = ticks - session.mean;
  session.mean += (weight / sessionWeight(session)) * d;
  session.spread += weight * d * (ticks - session.mean);
}

function sessionWeight(session: Session): f64 {
  return valueOf(changetype<usize>(session) + offsetof<Session>("weight"));
}

/** Buy less sell volume since the opening, in lots. */
export function sessionDelta(session: Session): f64 {
  const at = changetype<usize>(session);
  return valueOf(at + offsetof<Session>("buy")) - valueOf(at + offsetof<Session>("sell"));
}

/** In ticks, NaN before the first trade. */
export function sessionVwapTicks(session: Session): f64 {
  return sessionWeight(session) == 0.0 ? NaN : session.mean;
}

/** In ticks, NaN before the first trade. */
export function sessionSigmaTicks(session: Session): f64 {
  return sqrt<f64>(max<f64>(ratio(session.spread, sessionWeight(session)), 0.0));
}

/** A session opens. */
export function sessionReset(session: Session): void {
  const at = changetype<usize>(session);
  clearAt(at + offsetof<Session>("buy"));
  clearAt(at + offsetof<Session>("sell"));
  clearAt(at + offsetof<Session>("unknown"));
  clearAt(at + offsetof<Session>("weight"));
  session.mean = 0.0;
  session.spread = 0.0;
}
