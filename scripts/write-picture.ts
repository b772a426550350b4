/**
 * Takes the picture of the README: panels of a report of the synthetic market.
 *
 *   tsx scripts/write-picture.ts       needs a built package and Chromium (`CHROMIUM` says where)
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { root } from "./project.ts";

const PANELS = ["t-price", "t-ewma-ofi"];
const WIDTH = 1280;
const MARGIN = 16;

/** Leaves only the panels of the picture, and points at a moment so that legends show values. */
async function arrange(page: Page): Promise<number> {
  await page.evaluate((kept) => {
    for (const panel of document.querySelectorAll<HTMLElement>("section.panel")) {
      if (!kept.includes(panel.getAttribute("aria-labelledby") ?? "")) panel.style.display = "none";
    }
  }, PANELS);
  const last = page.locator(`section.panel[aria-labelledby="${PANELS.at(-1)}"]`);
  const box = await last.boundingBox();
  if (box === null) throw new Error("the report has no control chart");
  await page.mouse.move(WIDTH * 0.373, box.y + box.height / 2);
  return box.y + box.height;
}

const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-picture-"));
const report = join(folder, "report.html");
const command = [join(root, "dist/bindings/cli/main.js"), "replay", "--every", "1s", "--quiet"];
spawnSync(process.execPath, [...command, "--report", report], { stdio: "inherit" });
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: WIDTH, height: 1600 } });
await page.goto(`file://${report}`);
await page.locator("canvas").first().waitFor();
const height = (await arrange(page)) + MARGIN;
const clip = { x: 0, y: 0, width: WIDTH, height };
await page.screenshot({ path: join(root, "docs/images/report.png"), clip });
await browser.close();
rmSync(folder, { recursive: true });
