/** Pages that the documents show run as they stand, beside a copy of the one file. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectFiles, readProjectFile, root } from "../../scripts/project.ts";
import { hasChromium, launchChromium, openPage } from "./chromium.ts";
import { type StaticServer, serve } from "./static-server.ts";

/** Places and texts of all `html` blocks. */
const BLOCKS = projectFiles()
  .filter((file) => file.endsWith(".md"))
  .flatMap((file) => {
    const text = readProjectFile(file);
    return [...text.matchAll(/^```html\n([\s\S]*?)^```$/gm)].map(({ index, 1: block }) => {
      const line = text.slice(0, index).split("\n").length;
      return [`${file}:${line}`, block] as const;
    });
  });

describe.skipIf(!hasChromium)("pages of the documents", () => {
  let browser: Browser;
  let server: StaticServer;
  const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-documents-"));

  beforeAll(async () => {
    browser = await launchChromium();
    server = await serve(folder);
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("there is one", () => {
    expect(BLOCKS.map(([place]) => place.split(":")[0])).toContain("docs/getting-started.md");
  });

  it.each(BLOCKS)("%s runs and shows something", async (place, block) => {
    const name = place.replace(/\W/g, "-");
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "index.html"), block);
    cpSync(join(root, "dist/browser"), join(folder, name), { recursive: true });
    const { page, problems } = await openPage(browser, `${server.url}${name}/`);
    const shown = async () => (await page.locator("body > :not(script)").allTextContents()).join();
    await expect.poll(shown).toMatch(/\S/);
    expect(await shown()).not.toMatch(/NaN|undefined/);
    expect(problems).toEqual([]);
  });
});
