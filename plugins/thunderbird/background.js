/* The add-on's middle: one engine, one page, and the ways to it. */
import { chooseEngine } from "./engine.js";
import { serve } from "./service.js";

const PAGE = messenger.runtime.getURL("page/page.html");
const engine = chooseEngine();

async function show(account) {
  const url = account ? `${PAGE}?account=${encodeURIComponent(account)}` : PAGE;
  const [open] = await messenger.tabs.query({ url: `${PAGE}*` });
  await (open ? messenger.tabs.update(open.id, { url, active: true }) : messenger.tabs.create({ url }));
}

messenger.runtime.onInstalled.addListener(() => {
  messenger.menus.create({ id: "set-up", contexts: ["tools_menu"], title: messenger.i18n.getMessage("menuSetUp") });
  messenger.menus.create({ id: "diagnose", contexts: ["folder_pane"], title: messenger.i18n.getMessage("menuDiagnose"), visible: false });
});
messenger.menus.onShown.addListener(async ({ contexts, selectedAccount }) => {
  if (contexts.includes("folder_pane")) {
    await messenger.menus.update("diagnose", { visible: ["imap", "pop3"].includes(selectedAccount?.type) });
    await messenger.menus.refresh();
  }
});
messenger.menus.onClicked.addListener(({ selectedAccount }) => show(selectedAccount?.id));
messenger.runtime.onConnect.addListener(port => serve(port, engine, PAGE));
