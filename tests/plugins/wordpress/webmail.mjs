// Somebody at a Roundcube, with Debian's Chromium: node webmail.mjs ADDRESS_OF_SITE PICTURES WISH
//
// WISH is JSON: {"steps": [[verb, ...words], ...], "locale"}. Prints what each step saw as a line of JSON. HOME holds the certificate database by which
// the lab's authority is trusted. Exit code 1, with a sentence and the picture "failure", where a page is not as expected.
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../../lab/browser/package.json", import.meta.url))("playwright-core");

const [site, pictures, wish] = [process.argv[2], process.argv[3], JSON.parse(process.argv[4])];
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: wish.locale ?? "en-US" });
const page = await context.newPage();
page.setDefaultTimeout(20000);
const complaints = [];
page.on("pageerror", (error) => complaints.push(String(error)));

async function sent(address, password) {
  await page.goto(`${site}/`);
  await page.fill("#rcmloginuser", address);
  await page.fill("#rcmloginpwd", password);
  await page.click("#rcmloginsubmit");
}

async function agreed(account) {
  await page.waitForURL(/oauth2/);
  const offered = page.getByRole("button", { name: `Sign in as ${account}`, exact: true });
  if (await offered.count()) await offered.click();
  else {
    await page.getByLabel("E-mail").fill(account);
    await page.getByRole("button", { name: "Next" }).click();
  }
  await page.getByRole("button", { name: /^(Accept|Return to the application)$/ }).click();
}

/** Filled, too: a request that is under way when another page is opened writes the session over. */
async function inbox() {
  await page.waitForURL(/_task=mail/);
  await page.waitForLoadState("networkidle");
  return page.title();
}

const VERBS = {
  async log_in(address, password) {
    await sent(address, password);
    return inbox();
  },
  async log_in_at_provider(address) {
    await sent(address, "");
    await agreed(address);
    return inbox();
  },
  async log_in_by_button(address) {
    await page.goto(`${site}/`);
    await page.click("#rcmloginoauth");
    await agreed(address);
    return inbox();
  },
  async refused(address, password) {
    await sent(address, password);
    return page.locator("#homing-explained").innerText();
  },
  async refused_at_provider(address) {
    await sent(address, "");
    await agreed(address);
    return page.locator("#homing-explained").innerText();
  },
  async read(subject) {
    await page.locator("#messagelist").getByText(subject).dblclick();
    await page.waitForSelector("#messagebody");
    await page.waitForLoadState("networkidle");
    return page.locator("#messagebody").innerText();
  },
  async write(to, subject, body) {
    await page.goto(`${site}/?_task=mail&_action=compose&_to=${encodeURIComponent(to)}`);
    await page.fill("#compose-subject", subject);
    await page.fill("#composebody", body);
    await page.locator(".formbuttons .send").click();
  },
  async sent() {
    await page.waitForURL((url) => !url.search.includes("_action=compose"));
    return page.url();
  },
  async unsent() {
    const notice = page.locator("#messagestack .alert-danger, #messagestack .error").first();
    return notice.innerText();
  },
  async picture(name) {
    await page.screenshot({ path: `${pictures}/${name}.png` });
  },
};

let failed = false;
try {
  for (const [verb, ...given] of wish.steps) console.log(JSON.stringify([verb, (await VERBS[verb](...given)) ?? null]));
} catch (error) {
  failed = true;
  await page.screenshot({ path: `${pictures}/failure.png`, fullPage: true });
  console.error(`${error.message}\n${page.url()}\n${await page.locator("body").innerText()}`);
}
await browser.close();
if (complaints.length) console.error(`the page's scripts failed: ${complaints.join("; ")}`);
process.exitCode = failed || complaints.length ? 1 : 0;
