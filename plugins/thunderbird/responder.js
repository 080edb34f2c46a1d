/* Account Hub asks autoconfig hosts, the directory and Autodiscover. Where the host knows better, those requests, and no others, go to
 * its responder on this machine: it refuses what is encrypted at once and answers the one that is plain. Settings are a domain's, so that any
 * address there will do; user names are written as %EMAILADDRESS%. The responder knows us by the user that the connection belongs to:
 * Thunderbird sends a proxy no Proxy-Authorization of ours. */
const DISCOVERY = new RegExp("^https?://(" + [
  "autoconfig\\.[^/]+/mail/config-v1\\.1\\.xml",
  "[^/]+/\\.well-known/autoconfig/mail/config-v1\\.1\\.xml",
  "[^/]+/autodiscover/autodiscover\\.xml",
  "live\\.thunderbird\\.net/autoconfig/v1\\.1/[^/]+",
].join("|") + ")(\\?|$)", "i");
const DIRECT = { type: "direct" };
const KEPT_MS = 10000; // one search of Account Hub is one question
const PATIENCE_MS = 2000; // Account Hub gives up after five seconds: the rest is for its own search

/** The mail domain of a request: what stands behind autoconfig. or autodiscover., or the directory's last word. */
function domainOf({ hostname, pathname }) {
  return hostname == "live.thunderbird.net" ? pathname.split("/").at(-1) : hostname.replace(/^(autoconfig|autodiscover)\./, "");
}

/** Answers Account Hub by what send(message) brings. Returns what has to be called when the host has ended: the next one listens anew. */
export function answerAccountHub(send) {
  const known = new Map(); // domain -> promise of a proxy, or of DIRECT
  let listening = null;
  let resting = false; // a host that hung once is not asked again

  async function decide(domain) {
    listening ??= send({ listen: true });
    const [{ port }, { found }] = await Promise.all([listening, send({ prepare: `postmaster@${domain}` })]);
    return found ? { type: "http", host: "127.0.0.1", port } : DIRECT;
  }

  function late() {
    return new Promise(done => setTimeout(done, PATIENCE_MS, null));
  }

  function proxyFor(domain) {
    if (!known.has(domain)) {
      known.set(domain, decide(domain).catch(() => DIRECT));
      setTimeout(() => known.delete(domain), KEPT_MS);
    }
    return known.get(domain);
  }

  messenger.proxy.onRequest.addListener(async ({ tabId, url }) => {
    if (resting || tabId != -1 || !DISCOVERY.test(url)) {
      return DIRECT;
    }
    const proxy = await Promise.race([proxyFor(domainOf(new URL(url))), late()]);
    resting = !proxy;
    return proxy ?? DIRECT;
  }, { urls: ["<all_urls>"] });
  return () => {
    listening = null;
    known.clear();
  };
}
