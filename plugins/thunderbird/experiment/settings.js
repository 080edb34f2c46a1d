/* The library's words for settings, and Thunderbird's. */
"use strict";
/* globals Ci, AccountConfig, OAuth2Providers */

var Settings = {
  SOCKETS: { starttls: 2, tls: 3 }, // Ci.nsMsgSocketType; nothing is set up in plain text
  METHODS: { none: 1, password: 3, "password-encrypted": 4, gssapi: 5, ntlm: 6, "client-certificate": 7, oauth2: 10 }, // Ci.nsMsgAuthMethod

  word(table, number) {
    return Object.keys(table).find(key => table[key] == number) ?? "none";
  },

  /** How Thunderbird can sign in there, best first: what is not retired, and OAuth2 only where it knows the server. */
  methods(endpoint, protocol) {
    const known = !!OAuth2Providers.getHostnameDetails(endpoint.host, protocol);
    return endpoint.auth
      .filter(({ method, state }) => state != "retired" && method in this.METHODS && (method != "oauth2" || known))
      .map(({ method }) => this.METHODS[method]);
  },

  usable(endpoints, protocol) {
    return endpoints.filter(endpoint => endpoint.security in this.SOCKETS && this.methods(endpoint, protocol).length);
  },

  fill(server, endpoint, protocol) {
    const [auth, ...authAlternatives] = this.methods(endpoint, protocol);
    return Object.assign(server, {
      type: protocol, hostname: endpoint.host, port: endpoint.port, socketType: this.SOCKETS[endpoint.security],
      username: endpoint.username || "%EMAILADDRESS%", auth, authAlternatives,
    });
  },

  /** Where Account Hub says that it found them; it has no words for others. */
  source(found) {
    const sources = found.evidence.map(({ source }) => source);
    const published = ["autoconfig", "mx-autoconfig", "pacc", "srv", "autodiscover"].some(source => sources.includes(source));
    return sources.includes("directory") ? "xml-from-db" : published ? "xml-from-isp-https" : "xml-from-disk";
  },

  /** An AccountConfig of a result document; null where Thunderbird cannot use it, receiving and sending. */
  config(found, protocols = ["imap", "pop3"]) {
    const config = new AccountConfig();
    const incoming = protocols.flatMap(protocol => this.usable(found[protocol], protocol)
      .map(endpoint => this.fill(config.createNewIncoming(), endpoint, protocol)));
    const outgoing = this.usable(found.smtp, "smtp").map(endpoint => this.fill(config.createNewOutgoing(), endpoint, "smtp"));
    if (found.outcome == "not_found" || !incoming.length || !outgoing.length) {
      return null;
    }
    [config.incoming, ...config.incomingAlternatives] = incoming;
    [config.outgoing, ...config.outgoingAlternatives] = outgoing;
    const domain = found.address.split("@").at(-1);
    return Object.assign(config, {
      id: domain, domains: [domain], displayName: found.mailbox.provider ?? domain,
      source: AccountConfig.kSourceXML, subSource: this.source(found),
    });
  },
};
