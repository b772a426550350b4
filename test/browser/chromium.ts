/** Debian's Chromium without a window, and pages that remember what went wrong in them. */
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

/** Where the browser lies; `CHROMIUM` names another place. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Tests are skipped without it; `setup.ts` says so. */
export const hasChromium = existsSync(CHROMIUM);

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught errors, files that did not come. */
  readonly problems: string[];
}

/** Opens a page of its own context. */
export async function openPage(browser: Browser, url: string): Promise<WatchedPage> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("console", (message) => {
    if (/error|warning/.test(message.type())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(`${error}`));
  page.on("requestfailed", (request) => problems.push(`${request.url()} failed`));
  page.on("response", (response) => {
    if (!response.ok()) problems.push(`${response.url()} answered ${response.status()}`);
  });
  await page.goto(url);
  return { page, problems };
}
