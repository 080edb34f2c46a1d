/* Why an existing account does not work: its settings against those that are found, its servers, and the next step as a button. */
import { byId, during, element, list, words } from "./dom.js";
import { call } from "./service.js";
import { verification } from "./verification.js";

const FIELDS = ["host", "port", "security", "username", "method"];
const form = byId("diagnose");
const status = byId("diagnose-status");
const controls = [...form.elements];

/** How one server of the account differs from what is known; empty where it is one of those that are known. */
function differences(server, known) {
  if (!server || !known.length) {
    return [];
  }
  const best = known.find(({ host, port }) => host == server.host && port == server.port) ?? known[0];
  const works = best.auth.some(({ method, state }) => method == server.method && state != "retired");
  const wanted = { ...best, username: best.username || server.username, method: works ? server.method : best.auth[0].method };
  return FIELDS.filter(field => server[field] != wanted[field])
    .map(field => words("differs", server.protocol.toUpperCase(), words(`field_${field}`), server[field], wanted[field]));
}

function button(text, work) {
  return element("button", { type: "button", onclick: work }, text);
}

/** What can be done next, as buttons: by what the check said, and first of all with wrong settings. */
function nextSteps(account, found, wrong, { protocols }) {
  const failed = Object.values(protocols).filter(({ ok }) => !ok);
  const next = new Set(failed.map(one => one.next));
  const act = (verb, given, sentence) => async () => {
    const done = await during(status, controls, words("working"), () => call(verb, { account, ...given }));
    status.textContent = done === undefined ? status.textContent : sentence;
  };
  const forAdmin = failed.map(({ diagnosis }) => diagnosis).filter(({ who }) => who == "admin");
  const copy = async () => {
    await navigator.clipboard.writeText(forAdmin.map(({ meaning, steps }) => [meaning, ...steps].join("\n")).join("\n\n"));
    status.textContent = words("copied");
  };
  return [
    wrong.length ? button(words("mendButton"), act("mend", { found }, words("mended"))) : null,
    next.has("sign_in_again") || next.has("ask_password") ? button(words("signInButton"), act("signIn", {}, words("signInStarted"))) : null,
    forAdmin.length ? button(words("copyButton"), copy) : null,
    failed.length ? button(words("againButton"), diagnose) : null,
  ].filter(Boolean);
}

async function diagnose() {
  const account = byId("account").value;
  const place = byId("diagnosed");
  place.replaceChildren();
  const all = await during(status, controls, words("asking"), async () => {
    const settings = await call("settings", { account });
    const [found, proof] = await Promise.all([call("resolve", { address: settings.address }), call("prove", { account })]);
    return { settings, found, proof };
  });
  if (!all) {
    return;
  }
  const { settings: { incoming, outgoing }, found, proof } = all;
  const wrong = [...differences(incoming, found[incoming.protocol]), ...differences(outgoing, found.smtp)];
  const signedIn = Object.values(proof.protocols).every(({ method }) => method);
  const good = proof.outcome == "ok" && !wrong.length;
  status.textContent = words(good ? (signedIn ? "accountGood" : "accountReached") : "accountBad");
  place.replaceChildren(...[
    wrong.length ? element("h3", {}, words("differsTitle")) : null, list("ul", wrong),
    ...verification(proof),
    element("div", { class: "actions" }, nextSteps(account, found, wrong, proof)),
  ].filter(Boolean));
}

export async function listAccounts() {
  const accounts = await call("accounts");
  byId("account").replaceChildren(...accounts.map(({ id, name }) => element("option", { value: id }, name)));
  controls.forEach(control => (control.disabled = !accounts.length));
  status.textContent = accounts.length ? "" : words("noAccounts");
}

/** Sets the section up; with an account, starts with it. */
export async function serveAccounts(account) {
  form.addEventListener("submit", event => {
    event.preventDefault();
    diagnose();
  });
  await listAccounts();
  if (account) {
    byId("account").value = account;
    byId("account").scrollIntoView();
    await diagnose();
  }
}
