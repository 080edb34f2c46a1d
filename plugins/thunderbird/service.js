/* What the page may ask for, over a port: {number, verb, given} or {number, cancel: true}. Answers: {number, event}, {number, value} or
 * {number, error}. */
const VERBS = {
  can: engine => ({ accounts: !!engine.accounts }),
  resolve: (engine, { address }, heard, signal) => engine.ask({ op: "resolve", address }, heard, signal),
  check: (engine, { address }, heard, signal) => engine.ask({ op: "verify", address, method: "none" }, heard, signal),
  explain: (engine, { text }, heard, signal) => engine.ask({ op: "explain", text }, heard, signal),
  accounts: async () => (await messenger.accounts.list(false)).filter(({ type }) => ["imap", "pop3"].includes(type)).map(({ id, name }) => ({ id, name })),
  create: (engine, { found, realName, protocol }) => engine.accounts.create(found, realName, protocol),
  settings: (engine, { account }) => engine.accounts.settingsOf(account),
  prove: (engine, { account }, heard, signal) => engine.accounts.prove(account, heard, signal),
  mend: (engine, { account, found }) => engine.accounts.mend(account, found),
  signIn: (engine, { account }) => engine.accounts.signInAgain(account),
};

/** Serves the add-on's own page; whoever else knocks is refused. */
export function serve(port, engine, page) {
  const { id, url } = port.sender;
  if (id != messenger.runtime.id || url.split(/[?#]/)[0] != page) {
    port.disconnect();
    return;
  }
  const running = new Map();
  port.onMessage.addListener(async ({ number, verb, given, cancel }) => {
    if (cancel) {
      running.get(number)?.abort();
      return;
    }
    const ending = new AbortController();
    running.set(number, ending);
    const answer = await answered(engine, verb, given, event => port.postMessage({ number, event }), ending.signal);
    if (running.delete(number)) {
      port.postMessage({ number, ...answer });
    }
  });
  port.onDisconnect.addListener(() => {
    const left = [...running.values()];
    running.clear();
    left.forEach(ending => ending.abort());
  });
}

async function answered(engine, verb, given, heard, signal) {
  try {
    return { value: (await VERBS[verb](engine, given, heard, signal)) ?? null };
  } catch (error) {
    return { error: { sentence: error.sentence ?? error.message, position: error.position ?? 0 } };
  }
}
