/** The one file computes in a page what the package computes in Node, to the bit. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/project.ts";
import { hasChromium, launchChromium, openPage } from "./chromium.ts";
import { assertRowsSame, joinRows, type Rows, rowsInNode, type Task } from "./rows.ts";
import { ISOLATION, STRICT_POLICY, type StaticServer, serve } from "./static-server.ts";

type Bare = { compute(task: Task, isSync: boolean): Promise<Rows[]> };

const TASKS: Record<string, Task> = {
  "bench20 at every message": {
    market: { seed: 7, ticks: 100_000 },
    options: { every: "message", signals: ["bench20"] },
  },
  "all columns every 100 ms": {
    market: { seed: 11, ticks: 100_000 },
    options: { every: "100ms", signals: ["all"] },
  },
  "charts over faulty data": {
    market: { seed: 3, ticks: 100_000, faults: { gaps: 0.001, reversals: 0.01, crossed: 0.01 } },
    options: {
      every: "20",
      signals: ["ofi", "spreadTicks"],
      charts: ["ofi:ewma,lambda=0.2,limit=4,baseline=ewm:300"],
    },
  },
};

describe.skipIf(!hasChromium)("the one file in a page", () => {
  let browser: Browser;
  const servers: StaticServer[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    for (const server of servers) server.close();
  });

  async function openBare(headers: Record<string, string>) {
    const server = await serve(root, headers);
    servers.push(server);
    const watched = await openPage(browser, `${server.url}test/browser/bare.html`);
    const compute = async (task: Task, isSync: boolean) => {
      const parts = await watched.page.evaluate(
        ([asked, wanted]) => (globalThis as unknown as Bare).compute(asked, wanted),
        [task, isSync] as const,
      );
      return joinRows(parts);
    };
    return { ...watched, compute };
  }

  it.each(Object.entries(TASKS))("gives Node's bits: %s", async (_, task) => {
    const { compute, problems } = await openBare({});
    const [found, expected] = [await compute(task, false), await rowsInNode(task)];
    expect(found.time.length).toBe(expected.time.length);
    expect(found.time.length).toBeGreaterThan(900);
    assertRowsSame(found, expected);
    expect(problems).toEqual([]);
  });

  it("runs under a policy that forbids eval, isolated and synchronously", async () => {
    const { compute, page, problems } = await openBare({ ...STRICT_POLICY, ...ISOLATION });
    expect(await page.evaluate("crossOriginIsolated")).toBe(true);
    const task = TASKS["bench20 at every message"];
    assertRowsSame(await compute(task, true), await rowsInNode(task));
    expect(problems).toEqual([]);
    expect(await page.evaluate("evaluates()")).toBe(false);
  });

  it.each([true, false])("names the policy that forbids WebAssembly (sync %s)", async (isSync) => {
    const { compute } = await openBare({ "Content-Security-Policy": "script-src 'self'" });
    const task = TASKS["bench20 at every message"];
    await expect(compute(task, isSync)).rejects.toThrow(/Content Security Policy/i);
  });
});
