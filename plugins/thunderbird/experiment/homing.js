/* The Experiment: the library in a worker, the hook into Account Hub, and accounts. What it puts into Thunderbird it takes out again. */
"use strict";
/* globals ExtensionCommon, ExtensionUtils, ExtensionAPI, Services, Ci, Cu */

var homing = class extends ExtensionAPI {
  static ALIAS = "homing-add-on";
  static PARTS = ["library.js", "library_worker.js", "providers.js", "settings.js", "accounts.js", "discovery.js"];
  // Where the mail exchangers decide, nobody is waited for to contradict them.
  static HUB = { deadline_ms: "4000", contradictions: "off" };
  static PAGE = { deadline_ms: "4000" };

  onStartup() {
    const resources = Services.io.getProtocolHandler("resource").QueryInterface(Ci.nsIResProtocolHandler);
    resources.setSubstitution(homing.ALIAS, this.extension.rootURI);
    const place = `resource://${homing.ALIAS}/experiment/`;
    const parts = this.modules();
    for (const part of homing.PARTS) {
      Services.scriptloader.loadSubScriptWithOptions(place + part, { target: parts, ignoreCache: true });
    }
    this.accounts = parts.Accounts;
    this.worker = new parts.LibraryWorker(`${place}library.worker.js`, parts.ctypes, parts.timers);
    this.providers = new parts.Providers();
    const find = address => this.find(address, parts.Settings);
    this.discovery = parts.FindConfig?.parallelAutoDiscovery ? new parts.Discovery(parts.FindConfig, find, parts.timers) : null;
    ChromeUtils.idleDispatch(() => this.worker.ask({ op: "version" }, homing.HUB).answer.catch(error => console.warn(error.sentence)));
  }

  /** What the parts see as their globals: Thunderbird's modules; one that is no longer there is null. */
  modules() {
    const load = (url, name) => {
      try {
        return ChromeUtils.importESModule(url)[name];
      } catch (error) {
        console.warn(error);
        return null;
      }
    };
    const set_up = name => load(`resource:///modules/accountcreation/${name}.sys.mjs`, name);
    const { AbortController, AbortSignal, ChromeWorker, atob, console } = Cu.getGlobalForObject(Services);
    return {
      Services, Ci, AbortController, AbortSignal, ChromeWorker, atob, console,
      ctypes: load("resource://gre/modules/ctypes.sys.mjs", "ctypes"),
      timers: ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs"),
      MailServices: load("resource:///modules/MailServices.sys.mjs", "MailServices"),
      OAuth2Providers: load("resource:///modules/OAuth2Providers.sys.mjs", "OAuth2Providers"),
      OAuth2Module: load("resource:///modules/OAuth2Module.sys.mjs", "OAuth2Module"),
      AccountConfig: set_up("AccountConfig"), CreateInBackend: set_up("CreateInBackend"), FindConfig: set_up("FindConfig"),
    };
  }

  onShutdown(isAppShutdown) {
    this.discovery?.remove();
    this.providers?.remove();
    this.worker?.end();
    if (!isAppShutdown) {
      Services.io.getProtocolHandler("resource").QueryInterface(Ci.nsIResProtocolHandler).setSubstitution(homing.ALIAS, null);
      Services.obs.notifyObservers(null, "startupcache-invalidate");
    }
  }

  async find(address, settings) {
    try {
      const found = await this.worker.ask({ op: "resolve", address }, homing.HUB).answer;
      this.providers.learn(found);
      return settings.config(found);
    } catch (error) {
      console.warn(error.sentence ?? error);
      return null;
    }
  }

  /** Both servers of an account at once, as one document. */
  async prove(account, heard, numbers) {
    const asked = (await this.accounts.proofs(account)).map(request => this.worker.ask(request, homing.PAGE, heard));
    numbers.push(...asked.map(({ number }) => number));
    const [first, ...more] = await Promise.all(asked.map(({ answer }) => answer));
    return more.reduce((all, one) => ({ ...all, protocols: { ...all.protocols, ...one.protocols } }), first);
  }

  getAPI(context) {
    const { worker, accounts, providers } = this;
    const listeners = new Set();
    const running = new Map(); // the caller's number -> the worker's
    const tell = number => event => listeners.forEach(listener => listener.async(number, event));
    const refused = error => new ExtensionUtils.ExtensionError(JSON.stringify(error.sentence ? error : { status: 0, sentence: error.message, position: 0 }));
    const guarded = work => async (...given) => {
      try {
        return await work(...given);
      } catch (error) {
        throw refused(error);
      }
    };
    const during = async (number, numbers, work) => {
      running.set(number, numbers);
      try {
        return await work();
      } finally {
        running.delete(number);
      }
    };
    return {
      homing: {
        version: guarded(async () => (await worker.ask({ op: "version" }, homing.HUB).answer).version),
        ask: guarded((number, request) => {
          const { number: ours, answer } = worker.ask(request, homing.PAGE, tell(number));
          return during(number, [ours], () => answer);
        }),
        cancel: guarded(async number => running.get(number)?.forEach(ours => worker.cancel(ours))),
        createAccount: guarded((found, realName, protocol) => {
          providers.learn(found);
          return accounts.create(found, realName, protocol);
        }),
        settingsOf: guarded(async account => accounts.settingsOf(account)),
        prove: guarded((number, account) => {
          const numbers = [];
          return during(number, numbers, () => this.prove(account, tell(number), numbers));
        }),
        mend: guarded(async (account, found) => accounts.mend(account, found)),
        signInAgain: guarded(account => accounts.signInAgain(account, Services.wm.getMostRecentWindow("mail:3pane"))),
        onEvent: new ExtensionCommon.EventManager({
          context, name: "homing.onEvent",
          register(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
        }).api(),
      },
    };
  }
};
