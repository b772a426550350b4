/** The examples run as they stand, draw, and show Node's rows to the bit. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/project.ts";
import { hasChromium, launchChromium, openPage } from "./chromium.ts";
import { assertRowsSame, joinRows, type Rows, rowsInNode } from "./rows.ts";
import { ISOLATION, STRICT_POLICY, type StaticServer, serve } from "./static-server.ts";
import { buildViteApp } from "./vite-app.ts";

const EXAMPLES = ["browser-page", "browser-worker", "browser-vite/dist"];
const POLICIES: [string, Record<string, string>][] = [
  ["as any server sends it", {}],
  ["under a policy that forbids eval", STRICT_POLICY],
  ["isolated, under the same policy", { ...STRICT_POLICY, ...ISOLATION }],
];

/** Rows to wait for: half a minute of the market, two seconds of the clock on the wall. */
const ROWS = 300;
/** What the examples compute, as far as it is compared. */
const TASK = {
  market: { seed: 7, ticks: 100_000 },
  options: { every: "100ms", signals: ["bench20"] },
};

describe.skipIf(!hasChromium)("examples", () => {
  let browser: Browser;
  let node: Rows;
  const servers: Record<string, StaticServer> = {};

  beforeAll(async () => {
    buildViteApp();
    browser = await launchChromium();
    node = await rowsInNode(TASK);
    for (const [name, headers] of POLICIES) servers[name] = await serve(root, headers);
  });
  afterAll(async () => {
    await browser?.close();
    for (const server of Object.values(servers)) server.close();
  });

  describe.each(POLICIES)("%s", (policy, headers) => {
    it.each(EXAMPLES)("%s shows Node's rows", async (example) => {
      const { page, problems } = await openPage(
        browser,
        `${servers[policy].url}examples/${example}/`,
      );
      const shown = async () => Number(await page.textContent("#rows"));
      await expect.poll(shown, { timeout: 30_000 }).toBeGreaterThanOrEqual(ROWS);
      const rows = joinRows(await page.evaluate<Rows[]>("rows"));
      expect(rows.time.length).toBeGreaterThanOrEqual(ROWS);
      assertRowsSame(rows, node);
      expect(await page.evaluate("crossOriginIsolated")).toBe(
        "Cross-Origin-Opener-Policy" in headers,
      );
      expect(await inkOf(page)).toBeGreaterThan(500);
      expect(problems).toEqual([]);
      await page.close();
    });
  });
});

/** Pixels of the canvas that are the colour of the line. */
function inkOf(page: Awaited<ReturnType<typeof openPage>>["page"]): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector("canvas")!;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    let ink = 0;
    // the line is blue, the scale is grey
    for (let at = 0; at < data.length; at += 4) if (data[at + 2] - data[at] > 60) ink++;
    return ink;
  });
}
