/* Elements and words. */
export const words = (key, ...given) => messenger.i18n.getMessage(key, given.map(String)) || given.join(" ");
export const byId = id => document.getElementById(id);

/** An element; of the properties, class and data go where they belong; children may be texts, and what is null is left out. */
export function element(tag, properties = {}, ...children) {
  const { class: names, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  if (names) {
    made.className = names;
  }
  made.append(...children.flat().filter(child => child !== null && child !== ""));
  return made;
}

export const list = (tag, items) => (items.length ? element(tag, {}, items.map(item => element("li", {}, item))) : null);

/** A list behind a sentence that opens it. */
export const details = (title, items) => (items.length ? element("details", {}, element("summary", {}, title), list("ul", items)) : null);

/** A table whose first cells name the rows. */
export function table(heads, rows) {
  const head = element("tr", {}, heads.map(text => element("th", { scope: "col" }, text)));
  const body = rows.map(([first, ...cells]) => element("tr", {}, element("th", { scope: "row" }, first), cells.map(cell => element("td", {}, cell))));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, body));
}

export const link = url => (url ? element("p", {}, element("a", { href: url, target: "_blank", rel: "noreferrer" }, url)) : null);

/** The page's own texts and labels, in the language of Thunderbird. */
export function translate() {
  document.documentElement.lang = messenger.i18n.getUILanguage();
  document.querySelectorAll("[data-text]").forEach(one => one.append(words(one.dataset.text)));
  document.querySelectorAll("[data-label]").forEach(one => one.setAttribute("aria-label", words(one.dataset.label)));
}

/** Shows a form at work: its status speaks, its buttons wait. What went wrong is told there, too; the value, else undefined. */
export async function during(status, controls, sentence, work) {
  status.classList.remove("failed");
  status.textContent = sentence;
  controls.forEach(control => (control.disabled = true));
  try {
    return await work();
  } catch (error) {
    status.classList.add("failed");
    status.textContent = error.sentence;
    return undefined;
  } finally {
    controls.forEach(control => (control.disabled = false));
  }
}
