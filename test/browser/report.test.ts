/** A report in a browser: it draws without a network, and its panels move together. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { syntheticPage } from "../report/page.ts";
import { hasChromium, launchChromium, openPage } from "./chromium.ts";

const TIME_PLOTS = ["price", "heat", "book-imbalance", "ofi", "ewma-ofi", "rate"];

/** Pixels of a plot that differ from its corner. */
function inkOf(page: Page, id: string): Promise<number> {
  return page.locator(`#p-${id} canvas`).evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const words = new Uint32Array(data.buffer);
    return words.filter((word) => word !== words[0]).length;
  });
}

const viewOf = (page: Page) => page.locator("#view").textContent();

/** The picture of a plot, to see whether it has changed. */
function pictureOf(page: Page, id: string): Promise<string> {
  return page
    .locator(`#p-${id} canvas`)
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
}

async function dragAcross(page: Page, id: string): Promise<void> {
  const plot = page.locator(`#p-${id} .u-over`);
  await plot.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await plot.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width * 0.25, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.5, y + height / 2, { steps: 4 });
  await page.mouse.up();
}

describe.skipIf(!hasChromium)("a report", () => {
  const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-report-"));
  const file = join(folder, "report.html");
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(file, await syntheticPage(80_000, { every: "200ms" }));
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(): Promise<{ page: Page; problems: string[] }> {
    const opened = await openPage(browser, "about:blank");
    await opened.page.context().setOffline(true);
    await opened.page.setViewportSize({ width: 1280, height: 900 });
    await opened.page.goto(pathToFileURL(file).href);
    return opened;
  }

  it("draws every panel from the disk, offline, without a word of complaint", async () => {
    const { page, problems } = await open();
    for (const id of TIME_PLOTS) expect(await inkOf(page, id), id).toBeGreaterThan(500);
    const plots = await page.locator(".plot").count();
    expect(await page.locator(".plot canvas").count()).toBe(plots);
    expect(problems).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(1280);
    await page.close();
  });

  it("zooms all panels where one is dragged, and shows all on a double click", async () => {
    const { page } = await open();
    const before = await Promise.all(TIME_PLOTS.map((id) => pictureOf(page, id)));
    const all = await viewOf(page);
    await dragAcross(page, "price");
    await expect.poll(() => viewOf(page)).not.toBe(all);
    for (const [at, id] of TIME_PLOTS.entries()) {
      expect(await pictureOf(page, id), id).not.toBe(before[at]);
    }
    await page.locator("#p-ofi .u-over").dblclick();
    await expect.poll(() => viewOf(page)).toBe(all);
    await page.close();
  });

  it("moves with shift and the wheel, and by its buttons", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "Zoom in" }).click();
    const zoomed = await viewOf(page);
    await page.getByRole("button", { name: "Move right" }).click();
    const moved = await viewOf(page);
    expect(moved).not.toBe(zoomed);
    await page.locator("#p-price .u-over").hover();
    await page.keyboard.down("Shift");
    await page.mouse.wheel(0, -400);
    await page.keyboard.up("Shift");
    await expect.poll(() => viewOf(page)).not.toBe(moved);
    await page.close();
  });

  it("says the same time in every legend where the mouse is over one panel", async () => {
    const { page } = await open();
    await page.locator("#p-price .u-over").hover({ position: { x: 400, y: 60 } });
    const times = TIME_PLOTS.filter((id) => !["heat", "rate"].includes(id)).map((id) =>
      page.locator(`#p-${id} .u-legend .u-value`).first().textContent(),
    );
    const said = new Set(await Promise.all(times));
    expect(said.size).toBe(1);
    expect([...said][0]).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
    await page.close();
  });

  it("is dark by its button and where the system is, and light on paper", async () => {
    const { page } = await open();
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    const drawn = await pictureOf(page, "price");
    await page.getByRole("button", { name: "Dark" }).click();
    const dark = await paper();
    expect(dark).not.toBe(light);
    expect(await pictureOf(page, "price")).not.toBe(drawn);
    await page.emulateMedia({ media: "print" });
    expect(await paper()).toBe(light);
    await page.close();
    const { page: night } = await open();
    await night.emulateMedia({ colorScheme: "dark" });
    expect(await night.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(dark);
    await night.close();
  });
});
