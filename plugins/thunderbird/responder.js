/* Account Hub asks autoconfig hosts, the directory and Autodiscover. Where the host knows better, those requests, and no others, go to
 * its responder on this machine: it refuses what is encrypted at once and answers the one that is plain. */
const DISCOVERY = new RegExp("^https?://(" + [
  "autoconfig\\.[^/]+/mail/config-v1\\.1\\.xml",
  "[^/]+/\\.well-known/autoconfig/mail/config-v1\\.1\\.xml",
  "[^/]+/autodiscover/autodiscover\\.xml",
  "live\\.thunderbird\\.net/autoconfig/v1\\.1/[^/]+",
].join("|") + ")(\\?|$)", "i");
const DIRECT = { type: "direct" };
const KEPT_MS = 10000; // one search of Account Hub is one question
const PATIENCE_MS = 4500; // Account Hub gives up after five seconds

const within = promise => Promise.race([promise, new Promise(done => setTimeout(done, PATIENCE_MS))]);

/** The mail domain of a request: what stands behind autoconfig. or autodiscover., or the directory's last word. */
function domainOf({ hostname, pathname }) {
  return hostname == "live.thunderbird.net" ? pathname.split("/").at(-1) : hostname.replace(/^(autoconfig|autodiscover)\./, "");
}

export function answerAccountHub(send) {
  const known = new Map(); // domain -> promise of a proxy, or of DIRECT
  let listening = null;

  async function decide(domain) {
    const started = (listening ??= send({ listen: true }));
    const [{ port, token }, { found }] = await Promise.all([started, send({ prepare: `postmaster@${domain}` })]);
    return found ? { type: "http", host: "127.0.0.1", port, proxyAuthorizationHeader: `Bearer ${token}` } : DIRECT;
  }

  function proxyFor(domain) {
    if (!known.has(domain)) {
      const decided = decide(domain).catch(() => {
        listening = null; // the host may have ended; the next one listens anew
        return DIRECT;
      });
      known.set(domain, decided);
      setTimeout(() => known.delete(domain), KEPT_MS);
    }
    return known.get(domain);
  }

  messenger.proxy.onRequest.addListener(async ({ tabId, url }) => {
    if (tabId != -1 || !DISCOVERY.test(url)) {
      return DIRECT;
    }
    return (await within(proxyFor(domainOf(new URL(url))))) ?? DIRECT;
  }, { urls: ["<all_urls>"] });
}
