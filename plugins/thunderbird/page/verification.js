/* What a check with the live servers came to (manifests/schema/verification.schema.json), while it goes on and at its end. */
import { details, element, link, list, words } from "./dom.js";

export function step({ protocol, server, step: name, ok }) {
  const said = words(ok ? "stepOk" : "stepFailed", protocol.toUpperCase(), words(`step_${name.replaceAll("-", "_")}`), server);
  return element("li", { class: ok ? "ok" : "failed" }, said);
}

/** An entry of the catalogue of errors: what it means, who can mend it, and how. */
export function diagnosis({ meaning, who, steps, link: url, confidence }) {
  const whoAndHowSure = `${words("canMend", words(`who_${who}`))} ${words("howSure", words(`confidence_${confidence}`))}`;
  return [element("p", {}, meaning), element("p", { class: "quiet" }, whoAndHowSure), list("ol", steps), link(url)].filter(Boolean);
}

function taken({ step: name, ok, ms }) {
  return `${words(`step_${name.replaceAll("-", "_")}`)}: ${words(ok ? "stepGood" : "stepBad")}, ${Math.round(ms)} ms`;
}

function protocol(name, told) {
  const { ok, endpoint, steps, ms } = told;
  const where = endpoint.host ? `${endpoint.host}:${endpoint.port}` : words("noServer");
  const last = steps.at(-1);
  const said = !ok && last?.reply ? element("pre", {}, last.reply) : null;
  const verdict = element("h3", {}, `${name.toUpperCase()}: `, element("span", { class: ok ? "ok" : "failed" }, words(ok ? "works" : "worksNot")));
  return [
    verdict, element("p", { class: "quiet" }, `${where}${ms === undefined ? "" : `, ${Math.round(ms)} ms`}`), said,
    ...(told.diagnosis.meaning ? diagnosis(told.diagnosis) : []),
    details(words("stepsTitle"), steps.map(taken)),
  ].filter(Boolean);
}

/** The protocols that were asked, each with its verdict. */
export function verification({ protocols }) {
  return Object.entries(protocols).flatMap(([name, told]) => protocol(name, told));
}
