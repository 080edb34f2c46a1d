// Signs in with Debian's Chromium, as a person would: node sign_in.mjs URL [OPTION...]
//
//   --account ADDRESS     who signs in; chosen where it is offered, else typed
//   --answer WHAT         accept, decline (the permissions), or close (the window, at the permissions)
//   --code CODE           the code of a device flow, typed at URL first
//   --beside URL          a page that is opened in another tab before the sign-in goes on; its fragment is the port to which the
//                         sign-in comes back
//   --screenshot FILE     of the last page
//
// HOME holds the certificate database (.pki/nssdb) by which the lab's authority is trusted; nothing is trusted that is not. Prints the
// text of the last page, and of the page beside. Exit code 1, and a sentence, if a page is not as expected.
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const PATIENCE = 20000; // ms for each step

function words() {
  const text = { type: "string" };
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { account: text, answer: { type: "string", default: "accept" }, code: text, beside: text, screenshot: text },
  });
  if (positionals.length !== 1) throw new Error("usage: sign_in.mjs URL [--account ADDRESS] [--answer accept|decline|close] ...");
  return { url: positionals[0], ...values };
}

async function pick(page, account) {
  const offered = page.getByRole("button", { name: `Sign in as ${account}`, exact: true });
  if (await offered.count()) return offered.click();
  await page.getByLabel("E-mail").fill(account);
  await page.getByRole("button", { name: "Next" }).click();
}

async function visit_beside(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => document.getElementById("said")?.textContent.startsWith("done"), null, { timeout: PATIENCE });
  return page.locator("body").innerText();
}

async function answer(page, wanted) {
  const back = page.getByRole("button", { name: "Return to the application" });
  if (await back.count()) return back.click();
  await page.getByRole("button", { name: wanted === "accept" ? "Accept" : "Cancel" }).click();
}

async function sign_in(context, wish) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(wish.url);
  if (wish.code) {
    await page.getByLabel("Code").fill(wish.code);
    await page.getByRole("button", { name: "Next" }).click();
  }
  const back = new URL(new URL(wish.url).searchParams.get("redirect_uri") ?? "http://localhost");
  const beside = wish.beside ? await visit_beside(context, `${wish.beside}#${back.port}`) : "";
  if (wish.account) await pick(page, wish.account);
  if (wish.answer === "close") return beside;
  if (wish.account) await answer(page, wish.answer);
  await page.waitForLoadState("load");
  if (wish.screenshot) await page.screenshot({ path: wish.screenshot });
  return `${await page.locator("body").innerText()}\n${beside}`;
}

const wish = words();
// Root has no sandbox. No services of the vendor: there is no network but the lab's.
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
try {
  console.log(await sign_in(await browser.newContext(), wish));
} catch (error) {
  console.error(String(error.message).split("\n").slice(0, 6).join("\n"));
  process.exitCode = 1;
} finally {
  await browser.close();
}
