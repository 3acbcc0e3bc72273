// Takes one picture of the top of a page: node picture.mjs OUT.png PAGE.html

import { chromium } from "playwright-core";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [out, page] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"],
});
const view = await browser.newPage({ viewport: { width: 1200, height: 950 }, colorScheme: "light" });
await view.goto(pathToFileURL(resolve(page)).href);
await view.screenshot({ path: out });
await browser.close();
