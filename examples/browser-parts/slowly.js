/**
 * Plays a market as a feed would: a few hundred ticks at a time, about twenty times as fast as
 * life. Like every source it yields one batch again and again; push it before asking for the next.
 */
const TICKS = 400;
const PAUSE_MS = 16;

/** @param few batch that is filled and yielded */
export async function* slowly(market, few) {
  for await (const batch of market) {
    for (let from = 0; from < batch.length; from += TICKS) {
      few.clear();
      few.appendRange(batch, from, Math.min(from + TICKS, batch.length));
      yield few;
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  }
}
