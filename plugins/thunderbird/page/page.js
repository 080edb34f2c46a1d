/* The page: find, check and create; the other two sections are account.js and explain.js. */
import { listAccounts, serveAccounts } from "./account.js";
import { byId, during, translate, words } from "./dom.js";
import { serveExplanations } from "./explain.js";
import { show } from "./found.js";
import { call } from "./service.js";
import { step, verification } from "./verification.js";

let found = null;
const status = byId("find-status");
const buttons = [...byId("find").elements, byId("check"), byId("create")];

function clear() {
  found = null;
  ["found", "actions", "steps"].forEach(id => (byId(id).hidden = true));
  ["found", "steps", "checked", "action-status"].forEach(id => byId(id).replaceChildren());
}

async function find() {
  clear();
  const address = byId("address").value;
  found = (await during(status, buttons, words("asking"), () => call("resolve", { address }))) ?? null;
  if (!found) {
    return;
  }
  show(byId("found"), found);
  byId("actions").hidden = !found.smtp.length;
  ["imap", "pop3"].forEach(protocol => (document.querySelector(`[value=${protocol}]`).disabled = !found[protocol].length));
  document.querySelector("[name=protocol]:enabled")?.click();
  status.textContent = words(found.outcome == "found" ? "foundIn" : "notFound", Math.round(found.timing.total_ms));
  byId("found").focus();
}

async function check() {
  const steps = byId("steps");
  steps.replaceChildren();
  steps.hidden = false;
  const heard = event => event.event == "step" && steps.append(step(event));
  const said = byId("action-status");
  const document = await during(said, buttons, words("checking"), () => call("check", { address: found.address }, heard));
  if (document) {
    said.textContent = words(`checked_${document.outcome}`);
    byId("checked").replaceChildren(...verification(document));
  }
}

async function create() {
  const said = byId("action-status");
  const realName = byId("real-name").value.trim();
  if (!realName) {
    said.textContent = words("nameMissing");
    byId("real-name").focus();
    return;
  }
  const protocol = document.querySelector("[name=protocol]:checked").value;
  const account = await during(said, buttons, words("working"), () => call("create", { found, realName, protocol }));
  if (account) {
    said.textContent = words("created", found.address);
    await listAccounts();
  }
}

translate();
byId("find").addEventListener("submit", event => {
  event.preventDefault();
  find();
});
byId("check").addEventListener("click", check);
byId("create").addEventListener("click", create);
serveExplanations();
const { accounts } = await call("can");
["create", "protocols", "accounts"].forEach(id => (byId(id).hidden = !accounts));
if (accounts) {
  await serveAccounts(new URLSearchParams(location.search).get("account"));
}
document.body.dataset.ready = "true";
