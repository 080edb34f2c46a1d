/* Authorization servers that Thunderbird does not know, such as those of government clouds and of China, by the client ids of whoever runs
 * it: the preference extensions.homing.clients, as {"login.microsoftonline.us": {"client_id": "..."}}. */
"use strict";
/* globals Services, OAuth2Providers */

var Providers = class {
  static CLIENTS = "extensions.homing.clients";
  static LEARNT = "extensions.homing.providers"; // what accounts need again at the next start: [details, hosts, scopes] by issuer

  constructor() {
    this.learnt = this.read(Providers.LEARNT);
    this.registered = new Set();
    Object.values(this.learnt).forEach(provider => this.register(...provider));
  }

  read(preference) {
    try {
      return JSON.parse(Services.prefs.getStringPref(preference, "{}"));
    } catch (error) {
      console.warn(error); // somebody has written into it by hand
      return {};
    }
  }

  register(details, hosts, scopes) {
    try {
      OAuth2Providers.registerProvider(details, hosts, scopes);
      this.registered.add(details.name);
    } catch (error) {
      console.warn(error); // Thunderbird, or another add-on, knows it by now
    }
  }

  /** Has Thunderbird know where the servers that were found want people to sign in, if there is a client id for it. */
  learn(found) {
    const { issuer, authorization_endpoint, token_endpoint, redirect, scopes, client_id } = found.oauth2;
    const clientId = client_id ?? this.read(Providers.CLIENTS)[issuer]?.client_id;
    const servers = ["imap", "pop3", "smtp"].flatMap(protocol => found[protocol].filter(({ auth }) => auth.some(({ method }) => method == "oauth2"))
      .map(({ host }) => ({ host, protocol })));
    const hosts = [...new Set(servers.filter(({ host, protocol }) => !OAuth2Providers.getHostnameDetails(host, protocol)).map(({ host }) => host))];
    if (!clientId || !authorization_endpoint || !token_endpoint || !hosts.length || OAuth2Providers.getIssuerDetails(issuer)) {
      return;
    }
    const details = {
      name: issuer, clientId, authorizationEndpoint: authorization_endpoint, tokenEndpoint: token_endpoint,
      redirectionEndpoint: redirect ?? "http://127.0.0.1", usePKCE: true, useExternalBrowser: true,
    };
    // By use, as for the servers that Thunderbird knows: a token has to be good for one of them, and "refresh" is in none.
    const uses = ["imap", "pop3", "smtp", "refresh"].map(use => [use, scopes[use].join(" ")]);
    const provider = [details, hosts, Object.fromEntries(uses)];
    this.register(...provider);
    this.learnt[issuer] = provider;
    Services.prefs.setStringPref(Providers.LEARNT, JSON.stringify(this.learnt));
  }

  /** Takes them out of Thunderbird again. */
  remove() {
    this.registered.forEach(issuer => OAuth2Providers.unregisterProvider(issuer));
    this.registered.clear();
  }
};
