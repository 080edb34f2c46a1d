/* What was found out about an address (manifests/schema/result.schema.json). */
import { details, element, link, list, table, words } from "./dom.js";

const PROTOCOLS = { imap: "IMAP", pop3: "POP3", smtp: "SMTP" };

function mailbox({ kind, cloud, confidence, provider }) {
  const name = { "outlook.com": words("kindPersonal"), microsoft365: words("kindWork") }[kind] ?? provider ?? words("kindUnknown");
  const where = cloud && !["consumer", "worldwide"].includes(cloud) ? ` (${words("cloud", cloud)})` : "";
  return `${name}${where}, ${words(`confidence_${confidence}`)}`;
}

function servers(found) {
  const rows = Object.entries(PROTOCOLS).flatMap(([key, name]) => found[key].map(({ host, port, security, username }) =>
    [name, host, String(port), words(`security_${security}`), username || words("userUnknown")]));
  return rows.length ? table([words("protocol"), words("server"), words("port"), words("encryption"), words("userName")], rows) : null;
}

function dates({ since, until }) {
  return [since && words("since", since), until && words("until", until)].filter(Boolean).join(", ");
}

/** Each way to sign in once, with the protocols for which it holds. */
function methods(found) {
  const rows = new Map();
  for (const [key, name] of Object.entries(PROTOCOLS)) {
    for (const way of found[key][0]?.auth ?? []) {
      const same = JSON.stringify(way);
      rows.set(same, { way, names: [...(rows.get(same)?.names ?? []), name] });
    }
  }
  const cells = ({ way, names }) => [
    words(`method_${way.method.replaceAll("-", "_")}`), element("span", { class: `state ${way.state} nowrap` }, words(`state_${way.state}`)),
    element("span", { class: "nowrap" }, dates(way)), names.join(", "), way.why ?? "",
  ];
  return rows.size ? table([words("signIn"), words("state"), words("when"), words("for"), words("why")], [...rows.values()].map(cells)) : null;
}

/** Advice, or what has to be done: who, what, how, and where to read on. */
export function advice({ severity, who, text, steps, link: url }) {
  return [element("span", { class: severity }, `${words(`who_${who}`)}: `), text, list("ol", steps), link(url)].filter(Boolean);
}

export function show(place, found) {
  const told = found.advice.map(advice);
  place.replaceChildren(...[
    element("h3", {}, found.address),
    element("p", { class: "verdict" }, mailbox(found.mailbox)),
    servers(found),
    methods(found) && element("h3", {}, words("signInTitle")), methods(found),
    told.length ? element("h3", {}, words("adviceTitle")) : null, list("ul", told),
    details(words("evidenceTitle"), found.evidence.map(({ says, trust }) => `${says} (${words(`trust_${trust}`)})`)),
    details(words("disclosedTitle"), found.disclosed.map(({ to, what }) => `${to}: ${words(`disclosed_${what}`)}`)),
  ].filter(Boolean));
  place.hidden = false;
}
