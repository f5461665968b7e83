// A built site → Lighthouse's four scores of one page of five kinds, and what keeps each from 100.
//
//   node tests/browser/lighthouse.mjs [folder of the site] [page …]
//
// Ends with 1 where a score is below 100. The folder is served from the loopback, compressed as a static host does it.
// It has to be built with --base-url http://127.0.0.1:8123/, since the links between languages count only where they
// are absolute. On a busy machine the first score says more of the machine than of the page.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { existsSync, readdirSync, statSync } from "node:fs";
import { extname, join, normalize, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const { default: lighthouse } = await import("lighthouse").catch(() => lacking("Lighthouse", "npm ci in tests/browser"));
const { launch } = await import("chrome-launcher");

const PORT = 8123;
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml", ".json": "application/json", ".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8",
};
const CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const OPTIONS = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

const folder = resolve(process.argv[2] ?? "site");
const pages = process.argv.length > 3 ? process.argv.slice(3)
  : [longest("zh/years"), longest("en/units"), longest("zh/honors"), "en/projects/index.html", "zh/search.html"];

function lacking(what, cure) {
  console.error(`no ${what} on this machine: ${cure}`);
  process.exit(2);
}

/** The longest page of a folder that is no index: it has most that can go wrong. */
function longest(path) {
  const files = readdirSync(join(folder, path)).filter((each) => each.endsWith(".html") && !/^(index|by-.*)\.html$/.test(each));
  const size = (each) => statSync(join(folder, path, each)).size;
  return `${path}/${files.reduce((one, other) => (size(other) > size(one) ? other : one))}`;
}

const server = createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  try {
    const body = gzipSync(await readFile(join(folder, path)), { level: 6 });
    response.writeHead(200, {
      "Content-Type": TYPES[extname(path)] ?? "application/octet-stream", "Content-Encoding": "gzip",
      "Content-Length": body.length, "Cache-Control": path.startsWith("/assets/") ? "max-age=31536000, immutable" : "no-cache",
    }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(PORT, "127.0.0.1", done));

const chromePath = process.env.CHROME_PATH ?? CHROMIUMS.find(existsSync) ?? lacking("Chromium", "apt-get install chromium");
const chrome = await launch({ chromePath, chromeFlags: OPTIONS });
let below = 0;
try {
  for (const page of pages) {
    const { lhr } = await lighthouse(`http://127.0.0.1:${PORT}/${page}`, { port: chrome.port, output: "json", logLevel: "error" });
    const categories = Object.values(lhr.categories);
    console.log(`${page}: ${categories.map((each) => `${each.title} ${Math.round(each.score * 100)}`).join(", ")}`);
    for (const category of categories.filter((each) => each.score < 1)) {
      below += 1;
      for (const { id, weight } of category.auditRefs) {
        const audit = lhr.audits[id];
        if (weight && audit.score !== null && audit.score < 1) console.log(`  ${id} ${audit.score}: ${audit.title} ${audit.displayValue ?? ""}`);
      }
    }
  }
} finally {
  chrome.kill();
  server.close();
}
process.exitCode = below ? 1 : 0;
