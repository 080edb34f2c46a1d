/* What a pasted error means (manifests/schema/explanation.schema.json). */
import { byId, during, element, words } from "./dom.js";
import { call } from "./service.js";
import { diagnosis } from "./verification.js";

async function explain() {
  const status = byId("explain-status");
  const place = byId("explained");
  place.replaceChildren();
  const text = byId("error-text").value;
  const document = await during(status, [...byId("explain").elements], words("working"), () => call("explain", { text }));
  if (document) {
    status.textContent = document.matches.length ? words("explainedAs", document.matches.length) : words("explainedNot");
    place.replaceChildren(...document.matches.flatMap(match => [element("h3", {}, match.id), ...diagnosis(match)]));
  }
}

export function serveExplanations() {
  byId("explain").addEventListener("submit", event => {
    event.preventDefault();
    explain();
  });
}
