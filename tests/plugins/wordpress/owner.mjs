// A site's owner at the dashboard, with Debian's Chromium: node owner.mjs ADDRESS_OF_SITE PICTURES WISH
//
// WISH is JSON: {"user", "password", "steps": [[verb, ...words], ...]}. Prints what each step saw as a line of JSON. HOME holds the certificate
// database by which the lab's authority is trusted. Exit code 1, with a sentence and the picture "failure", where a page is not as expected.
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../../lab/browser/package.json", import.meta.url))("playwright-core");

const [site, pictures, wish] = [process.argv[2], process.argv[3], JSON.parse(process.argv[4])];
const PATIENCE = 20000; // ms for each step

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const context = await browser.newContext({ viewport: { width: 1200, height: 1000 }, locale: wish.locale ?? "en-US" });
await context.route(/gravatar\.com|wordpress\.org/, (route) => route.abort());
const page = await context.newPage();
page.setDefaultTimeout(PATIENCE);
const complaints = [];
page.on("pageerror", (error) => complaints.push(String(error)));

// What the site answered last, for who has to find out why a page is not as expected.
let answered = "";
page.on("response", async (response) => {
  if (response.url().includes("wp-json")) answered = `${response.status()} ${(await response.text().catch(() => "")).slice(0, 500)}`;
});

const text = async (selector) => (await page.locator(selector).innerText()).trim();
const card = (id) => `#homing-${id}`;

/** Pressed, and waited for until the button can be pressed again or the page is left. */
async function pressed(within, name) {
  const button = page.locator(within).getByRole("button", { name, exact: true });
  await button.click();
  await page.waitForFunction(() => !document.querySelector("#homing-mail .spinner") && !document.querySelector("#homing-mail button:disabled"));
}

const VERBS = {
  async log_in(user = wish.user, password = wish.password) {
    await page.goto(`${site}/wp-login.php`);
    await page.waitForFunction(() => document.activeElement.id === "user_login"); // the page's own script takes the focus late
    await page.fill("#user_login", user);
    await page.fill("#user_pass", password);
    await Promise.all([page.waitForURL(/wp-admin/), page.click("#wp-submit")]);
    return page.title();
  },
  async open(path) {
    await page.goto(site + path);
    return page.title();
  },
  async activate() {
    await page.goto(`${site}/wp-admin/plugins.php`);
    await Promise.all([page.waitForURL(/activate=true/), page.click("#activate-homing-mail")]);
    return text("#message");
  },
  async find(address) {
    await page.fill("#homing-address", address);
    await pressed(card("start"), wish.words?.find ?? "Find the settings");
    return text(card("found"));
  },
  async register(id, secret) {
    await page.fill("#homing-client-id", id);
    await page.fill("#homing-client-secret", secret);
  },
  async sign_in(account) {
    await page.locator(card("sign-in")).getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(/oauth2/);
    const offered = page.getByRole("button", { name: `Sign in as ${account}`, exact: true });
    if (await offered.count()) await offered.click();
    else {
      await page.getByLabel("E-mail").fill(account);
      await page.getByRole("button", { name: "Next" }).click();
    }
    await page.getByRole("button", { name: /^(Accept|Return to the application)$/ }).click();
    await page.waitForURL(/page=homing-mail/);
    return text("#homing-mail");
  },
  async device(account) {
    const offersPassword = (await page.locator('input[name="homing-method"][value="password"]').count()) > 0;
    await page.locator(card("sign-in")).getByRole("button", { name: "Sign in with a code", exact: true }).click();
    const code = await text(".homing-code");
    const other = await context.newPage();
    await other.goto(await page.locator("#homing-sign-in .notice a").getAttribute("href"));
    await other.getByLabel("Code").fill(code);
    await other.getByRole("button", { name: "Next" }).click();
    const offered = other.getByRole("button", { name: `Sign in as ${account}`, exact: true });
    if (await offered.count()) await offered.click();
    else {
      await other.getByLabel("E-mail").fill(account);
      await other.getByRole("button", { name: "Next" }).click();
    }
    const accept = other.getByRole("button", { name: "Accept" });
    if (await accept.count()) await accept.click();
    await page.waitForFunction(() => document.querySelector("#homing-sign-in .notice-success"), null, { timeout: 30000 });
    await other.close();
    return { offersPassword, said: await text(card("sign-in")) };
  },
  // The address is typed and everything after it walked through with Tab: what a mouse can press is to have had the focus.
  async keys(address) {
    await page.focus("#homing-address");
    await page.keyboard.type(address);
    await page.keyboard.press("Enter");
    await page.waitForSelector(card("found"));
    const found = await text(card("found"));
    const seen = new Set();
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press("Tab");
      seen.add(await page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim()));
    }
    const controls = "#homing-mail input:not([type=radio]):not([type=hidden]), #homing-mail button, #homing-mail summary";
    const all = await page.$$eval(controls, (found) => found.map((one) => one.id || one.textContent.trim()));
    return { found, missed: all.filter((one) => !seen.has(one) && !["homing-address", "Find the settings"].includes(one)) };
  },
  // The names of what is cut off or covered.
  async right_to_left(path, address) {
    await page.goto(site + path);
    await VERBS.find(address);
    return page.$$eval("#homing-mail h2, #homing-mail label, #homing-mail button", (found) => {
      const hidden = (one) => {
        one.scrollIntoView({ block: "center" });
        const { left, right, top, bottom } = one.getBoundingClientRect();
        const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return left < 0 || right > document.documentElement.clientWidth || !(one.contains(seen) || (seen && seen.contains(one)));
      };
      return found.filter(hidden).map((one) => one.textContent.trim());
    });
  },
  async password(secret) {
    const choice = page.locator('input[name="homing-method"][value="password"]');
    if (await choice.count()) await choice.check();
    await page.fill("#homing-password", secret);
    await pressed(card("sign-in"), "Save the password");
    return text(card("sign-in"));
  },
  async check() {
    await pressed(card("check"), "Check");
    return text(card("check"));
  },
  async test(to) {
    await page.fill("#homing-to", to);
    await pressed(card("test"), "Send a test mail");
    return text(card("test"));
  },
  async choose(name, on = true) {
    await page.setChecked(`#homing-${name}`, on);
  },
  async save() {
    await pressed(card("options"), "Save");
    return text(card("options"));
  },
  harmed: () => page.evaluate(() => Boolean(window.harmed) || document.querySelectorAll('img[src="x"]').length > 0),
  row: () => text(".wp-list-table tbody tr:first-child"),
  // All that Site Health has to say, opened.
  async health() {
    await page.waitForFunction(() => document.querySelectorAll(".health-check-accordion-trigger").length > 3);
    const passed = page.locator(".site-health-view-passed");
    if (await passed.count()) await passed.first().click();
    return page.$$eval(".health-check-accordion, .health-check-accordion-panel", (found) => found.map((one) => one.textContent).join("\n"));
  },
  read: (selector) => text(selector),
  async press(name) {
    await page.keyboard.press(name);
  },
  async picture(name, selector) {
    if (selector) await page.locator(selector).screenshot({ path: `${pictures}/${name}.png` });
    else await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  },
};

let failed = false;
try {
  for (const [verb, ...given] of wish.steps) console.log(JSON.stringify([verb, (await VERBS[verb](...given)) ?? null]));
} catch (error) {
  failed = true;
  await page.screenshot({ path: `${pictures}/failure.png`, fullPage: true });
  console.error(`${error.message}\n${page.url()}\nanswered: ${answered}\n${await page.locator("body").innerText()}`);
}
await browser.close();
if (complaints.length) console.error(`the page's scripts failed: ${complaints.join("; ")}`);
process.exitCode = failed || complaints.length ? 1 : 0;
