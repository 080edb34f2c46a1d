/* Thunderbird's accounts: made, looked at and mended. Secrets stay in here. */
"use strict";
/* globals Services, Ci, MailServices, AccountConfig, CreateInBackend, OAuth2Module, Settings */

var Accounts = {
  async create(found, realName, protocol) {
    const config = Settings.config(found, [protocol]);
    if (!config) {
      throw new Error("Thunderbird has no way to sign in at these servers.");
    }
    AccountConfig.replaceVariables(config, realName, found.address, "");
    const { username, hostname, type, port } = config.incoming;
    if (MailServices.accounts.findServer(username, hostname, type, port)) {
      throw new Error("There is an account of this user at this server already.");
    }
    const account = CreateInBackend?.createAccountInBackend ? await CreateInBackend.createAccountInBackend(config) : this.createPlainly(config);
    return account.key;
  },

  /** The same by the interfaces beneath, for a Thunderbird that has no CreateInBackend. */
  createPlainly({ incoming, outgoing, identity, displayName }) {
    const server = MailServices.accounts.createIncomingServer(incoming.username, incoming.hostname, incoming.type);
    Object.assign(server, { port: incoming.port, socketType: incoming.socketType, authMethod: incoming.auth,
                            prettyName: identity.emailAddress, doBiff: true, valid: true });
    const existing = MailServices.outgoingServer.findServer(outgoing.username, outgoing.hostname, "smtp");
    const sender = existing ?? MailServices.outgoingServer.createServer("smtp");
    if (!existing) {
      Object.assign(sender.QueryInterface(Ci.nsISmtpServer), { hostname: outgoing.hostname, port: outgoing.port });
      Object.assign(sender, { socketType: outgoing.socketType, authMethod: outgoing.auth, username: outgoing.username, description: displayName });
    }
    const person = MailServices.accounts.createIdentity();
    Object.assign(person, { email: identity.emailAddress, fullName: identity.realname, smtpServerKey: sender.key, valid: true });
    const account = MailServices.accounts.createAccount();
    account.addIdentity(person);
    account.incomingServer = server; // last: it tells everybody of the account
    MailServices.accounts.saveAccountInfo();
    return account;
  },

  servers(key) {
    const account = MailServices.accounts.getAccount(key);
    const identity = account?.defaultIdentity;
    const incoming = account?.incomingServer;
    if (!identity || !["imap", "pop3"].includes(incoming?.type)) {
      throw new Error("This is no mail account.");
    }
    return { identity, incoming, outgoing: this.senderOf(identity) };
  },

  senderOf(identity) {
    const { servers, defaultServer } = MailServices.outgoingServer;
    return servers.find(({ key }) => key == identity.smtpServerKey) ?? defaultServer;
  },

  told(protocol, host, port, server) {
    const { socketType, authMethod, username } = server;
    return { protocol, host, port, username, security: Settings.word(Settings.SOCKETS, socketType), method: Settings.word(Settings.METHODS, authMethod) };
  },

  settingsOf(key) {
    const { identity, incoming, outgoing } = this.servers(key);
    return {
      address: identity.email,
      incoming: this.told(incoming.type, incoming.hostname, incoming.port, incoming),
      outgoing: outgoing?.type == "smtp" ? this.told("smtp", outgoing.serverURI.host, outgoing.serverURI.port, outgoing) : null,
    };
  },

  mend(key, found) {
    const { incoming, outgoing } = this.servers(key);
    const config = Settings.config(found, [incoming.type]);
    if (!config || outgoing?.type != "smtp") {
      throw new Error("These settings do not fit the account.");
    }
    AccountConfig.replaceVariables(config, "-", found.address, "");
    const put = (server, wanted, place) => {
      Object.assign(place, { hostname: wanted.hostname, port: wanted.port });
      Object.assign(server, { socketType: wanted.socketType, authMethod: wanted.auth, username: wanted.username });
    };
    put(incoming, config.incoming, incoming);
    put(outgoing, config.outgoing, outgoing.QueryInterface(Ci.nsISmtpServer));
    MailServices.accounts.saveAccountInfo();
  },

  /** The requests that prove an account's own servers, each with the secret that Thunderbird keeps, if any. */
  async proofs(key) {
    const { address, ...servers } = this.settingsOf(key);
    return Promise.all(Object.values(servers).filter(Boolean).map(async server => ({
      op: "verify", address, protocols: server.protocol, username: server.username, server: this.place(server), ...(await this.secretOf(server)),
    })));
  },

  place({ protocol, host, port, security }) {
    const tls = security == "tls" ? "s" : "";
    return `${protocol == "smtp" ? "submission" : protocol}${tls}://${host}:${port}`;
  },

  async secretOf({ protocol, host, username, method }) {
    if (method == "oauth2") {
      const token = await this.tokenOf(protocol, host, username);
      return token ? { method, token } : { method: "none" };
    }
    const logins = await Services.logins.searchLoginsAsync({ origin: `${protocol == "pop3" ? "mailbox" : protocol}://${host}` });
    const password = logins.find(login => login.username == username)?.password;
    return password ? { method: "password", password } : { method: "none" };
  },

  signIn(protocol, host, username) {
    const module = new OAuth2Module();
    return module.initFromHostname(host, username, protocol) ? module : null;
  },

  /** An access token by the sign-in that is kept; nobody is asked to sign in. */
  async tokenOf(protocol, host, username) {
    const module = this.signIn(protocol, host, username);
    if (!module || !(await module.getRefreshToken())) {
      return "";
    }
    return new Promise(resolve => module.connect(false, {
      onSuccess: response => resolve(/auth=Bearer ([^\x01]+)/.exec(atob(response))?.[1] ?? ""),
      onFailure: () => resolve(""),
    }));
  },

  async signInAgain(key, window) {
    const { address, ...servers } = this.settingsOf(key);
    for (const { protocol, host, username, method } of Object.values(servers).filter(Boolean)) {
      if (method == "oauth2") {
        await this.signIn(protocol, host, username)?.clearTokens();
      }
    }
    const { incoming, outgoing } = this.servers(key);
    incoming.forgetPassword();
    outgoing?.forgetPassword();
    incoming.getNewMessages(incoming.rootFolder, window?.msgWindow ?? null, null);
    return address;
  },
};
