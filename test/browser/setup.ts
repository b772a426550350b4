/** Says once, for all files, that there is no browser to run them in. */
import { CHROMIUM, hasChromium } from "./chromium.ts";

export default function setup(): void {
  if (hasChromium) return;
  console.log(`skipped: no browser at ${CHROMIUM} (apt-get install chromium, or set CHROMIUM)`);
}
