// Looks at pages in headless Chromium: light, dark and print at three widths. Fails on a network
// request, a console error, an accessibility violation, or a page wider than its window.
//
//   node look.mjs OUT-FOLDER PAGE.html …

import { chromium } from "playwright-core";
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const [out, ...pages] = process.argv.slice(2);
const widths = [1024, 1440, 2560];
const looks = [
  { name: "light", colorScheme: "light", media: "screen" },
  { name: "dark", colorScheme: "dark", media: "screen" },
  { name: "print", colorScheme: "light", media: "print" },
];
const faults = [];

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"],
});
for (const page of pages) {
  for (const look of looks) {
    for (const width of widths) {
      await see(page, look, width);
    }
  }
}
await browser.close();
for (const fault of faults) console.error(fault);
console.log(`${pages.length} pages, ${pages.length * looks.length * widths.length} views, ${faults.length} faults; pictures in ${out}`);
process.exit(faults.length > 0 ? 1 : 0);

async function see(path, look, width) {
  // The page's own policy forbids scripts; the checker is a guest that only looks.
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: look.colorScheme,
    bypassCSP: true,
  });
  const page = await context.newPage();
  const where = `${basename(path)} ${look.name} ${width}`;
  page.on("request", (request) => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
      faults.push(`${where}: asks the network for ${request.url()}`);
    }
  });
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`${where}: ${message.text()}`);
  });
  await page.emulateMedia({ media: look.media, colorScheme: look.colorScheme });
  await page.goto(pathToFileURL(resolve(path)).href);
  await page.screenshot({ path: join(out, `${basename(path, ".html")}-${look.name}-${width}.png`), fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) faults.push(`${where}: is ${wide} pixels wider than its window`);
  for (const closed of await page.$$("details:not([open])")) await closed.evaluate((it) => it.setAttribute("open", ""));
  await page.addScriptTag({ path: axe });
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const violation of result.violations) {
    faults.push(`${where}: ${violation.id}: ${violation.help} (${violation.nodes.length} places, first ${violation.nodes[0].target})`);
  }
  await context.close();
}
