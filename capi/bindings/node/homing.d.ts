/** Homing: an e-mail address becomes a working mail account. */
export type Outcome = 'found' | 'partial' | 'not_found' | 'unreachable';
export type Protocol = 'imap' | 'pop3' | 'smtp';
export type Access = Protocol | 'graph';
export type NextStep = 'none' | 'retry' | 'ask_password' | 'sign_in_again' | 'ask_admin' | 'enable_imap' | 'use_graph' | 'change_from' | 'wait';
export type OptionValue = string | number | boolean;

export interface Method { method: string; state: 'current' | 'legacy' | 'retired'; since: string | null; until: string | null; why: string | null }
export interface Server { host: string; port: number; security: 'tls' | 'starttls' | 'none'; username: string; auth: Method[] }
export interface Mailbox {
  kind: 'outlook.com' | 'microsoft365' | 'other' | 'unknown'; confidence: 'certain' | 'strong' | 'weak'; provider: string | null;
  cloud?: string; tenant?: string; region?: string;
}
export interface Diagnosis {
  id: DiagnosisId; who: 'user' | 'admin' | 'developer' | 'microsoft'; meaning: string; steps: string[]; link: string;
  confidence: 'certain' | 'strong' | 'weak'; next: NextStep; layer?: string; as_of?: string;
}
export interface Advice { id: string; severity: 'info' | 'warning' | 'problem'; who: string; text: string; steps: string[]; link: string | null }
export interface Settings {
  address: string; outcome: Outcome; mailbox: Mailbox; imap: Server[]; pop3: Server[]; smtp: Server[]; oauth2: Record<string, unknown>;
  services?: { type: string; url: string }[]; advice: Advice[]; limits: Record<string, unknown>; evidence: Record<string, unknown>[];
  disclosed: { to: string; what: string }[]; problems?: Record<string, unknown>[]; timing: { total_ms: number; questions: number; answers: number };
}
export interface Step { step: string; ok: boolean; ms: number; reply: string; encrypted: boolean }
export interface Proof {
  ok: boolean; endpoint: Partial<Server>; method?: string; methods?: Record<string, unknown>[]; steps: Step[]; diagnosis: Diagnosis | null; next?: NextStep;
}
export interface Verification {
  address: string; outcome: 'ok' | 'partial' | 'failed'; mailbox: Mailbox; protocols: Partial<Record<Protocol, Proof>>; sent?: boolean;
  message_id?: string; to?: { address: string; ok: boolean; reply: string }[]; timing: { total_ms: number };
}
export interface SignIn {
  operation: 'authorize' | 'token' | 'sasl' | 'sign-out'; address: string; outcome: 'ok' | 'partial' | 'failed';
  sign_in: { flow?: string; user?: string; granted?: Access[]; missing?: Access[]; kept_in?: string; was_kept?: boolean; revoked?: boolean };
  token?: { access: Access; mechanism?: string; good_for_s: number; renewed: boolean };
  warnings: string[]; fault?: string; diagnosis?: Diagnosis; next?: NextStep; wait_s?: number;
}
export interface Explanation { matches: Diagnosis[]; unknown?: { meaning: string; send: string[]; link: string } }
export interface Export {
  format: string; for: string; address: string; outcome: 'written' | 'impossible'; why_not?: string; notes: string[];
  files: { name: string; place: string; mode: '0600' | '0644'; media_type: string; text: string }[];
}
export interface HomingEvent {
  event: 'asked' | 'heard' | 'step' | 'open' | 'code' | 'waiting' | 'done'; job: number; ms: number; question?: string; heard?: string;
  protocol?: Protocol; server?: string; step?: string; ok?: boolean; url?: string; code?: string; url_with_code?: string; lifetime_s?: number;
}
/** signal: cancels the job. onEvent: told what happens, at most 20 ms later. */
export interface JobSettings { signal?: AbortSignal; onEvent?: (event: HomingEvent) => void }
export interface Store { get(key: string): Uint8Array | null | undefined; put(key: string, value: Uint8Array): void; erase(key: string): void }

declare class Owner { close(): void }
export class HomingError extends Error { readonly status: number; readonly position: number; readonly code: string }
export class Options extends Owner {
  constructor(values?: Partial<Record<OptionName, OptionValue>>);
  set(name: OptionName, value: OptionValue): this;
  get(name: OptionName): string | null;
}
export interface AccountSettings {
  password?: string | Uint8Array; token?: string | Uint8Array; clientSecret?: string | Uint8Array;
  [name: string]: string | Uint8Array | undefined;
}
export class Account extends Owner {
  constructor(address: string, settings?: AccountSettings);
  set(name: string, value: string): this;
  password(secret: string | Uint8Array): this;
  token(secret: string | Uint8Array): this;
  clientSecret(secret: string | Uint8Array): this;
}
/** run(), next() and a bulk's next() throw while jobs of the session are awaited, but for a time of 0. After close(), jobs under way can be awaited. */
export class Session extends Owner {
  constructor(options?: Options | Partial<Record<OptionName, OptionValue>>);
  run(timeoutMs?: number): boolean;
  next(timeoutMs?: number): number | null;
  store(place: Store | Map<string, Uint8Array>): void;
  storeKey(key: Uint8Array): void;
  resolve(address: string, settings?: JobSettings): Job<Settings>;
  resolveDomain(domain: string, settings?: JobSettings): Job<Settings>;
  check(published: string | Uint8Array, address: string, settings?: JobSettings): Job<Settings>;
  audit(domain: string, settings?: JobSettings): Job<Record<string, unknown>>;
  verify(account: Account, settings?: JobSettings): Job<Verification>;
  sendTest(account: Account, to: string, settings?: JobSettings): Job<Verification>;
  authorize(account: Account, settings?: JobSettings): Job<SignIn>;
  token(account: Account, access: Access, settings?: JobSettings): Job<SignIn>;
  sasl(account: Account, access: Access, mechanism: 'XOAUTH2' | 'OAUTHBEARER', settings?: JobSettings): Job<SignIn>;
  signOut(account: Account, settings?: JobSettings): Job<SignIn>;
  explain(words: string | Uint8Array, settings?: JobSettings): Job<Explanation>;
  optionsToSend(domain: string, settings?: JobSettings): Job<Record<string, unknown>>;
  export(account: Account, format: string, settings?: JobSettings): Job<Export>;
  call(request: string | object, settings?: JobSettings): Job<Record<string, unknown>>;
  bulk(settings?: { inOrder?: boolean; most?: number }): Bulk;
}
/** Await it, or work for it in this thread with run() or wait(): these throw while jobs of the session are awaited, but for run(0). */
export class Job<T> extends Owner implements PromiseLike<Result<T>> {
  readonly id: number;
  run(timeoutMs?: number): boolean;
  wait(): Result<T>;
  event(): HomingEvent | null;
  /** Has events told inside run(), and while the job is awaited; a listener that returns true, or throws, cancels the job. */
  listen(listener: ((event: HomingEvent) => boolean | void) | null): void;
  cancel(): boolean;
  then<A = Result<T>, B = never>(
    fulfilled?: ((result: Result<T>) => A | PromiseLike<A>) | null, rejected?: ((error: any) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;
  catch<B = never>(rejected: (error: any) => B | PromiseLike<B>): Promise<Result<T> | B>;
  finally(work: () => void): Promise<Result<T>>;
}
export class Result<T> extends Owner {
  readonly json: string;
  readonly document: T;
  readonly outcome: string | null;
  readonly secret: string | null;
  readonly trace: string | null;
  text(pointer: string): string | null;
  number(pointer: string, otherwise?: number): number;
  count(pointer: string): number;
  part(pointer: string): unknown;
}
export class Bulk extends Owner {
  readonly underWay: number;
  add(line: string): boolean;
  next(timeoutMs?: number): Record<string, unknown> | null | undefined;
  resolve(lines: Iterable<string>): Generator<Record<string, unknown>>;
}
export const OPTIONS: Readonly<Record<OptionName, string>>;
export const DIAGNOSES: readonly DiagnosisId[];
export function version(): string;
export function abiVersion(): number;
export function statusText(status: number): string;
export function optionsTable(): { name: OptionName; type: string; default: string; sentence: string }[];
export function exportFormats(): { name: string; for: string; kind: string; sentence: string }[];
export function cancel(jobId: number): boolean;

// ---- Generated by generate.py: tables -----------------------------------------------------------------------------------
export const ABI_VERSION: 1;
export const Status: {
  readonly OK: 0, readonly PENDING: 1, readonly INVALID_ARGUMENT: 10, readonly INVALID_HANDLE: 11, readonly INVALID_ADDRESS: 12,
  readonly INVALID_REQUEST: 13, readonly UNKNOWN_OPTION: 20, readonly INVALID_VALUE: 21, readonly CANCELLED: 30, readonly NOT_READY: 31,
  readonly NO_SUCH_JOB: 32, readonly NO_MEMORY: 40, readonly INTERNAL: 41
};
export type OptionName =
  "offline" | "privacy" | "staged" | "deadline_ms" | "grace_ms" | "contradictions" | "dns.servers" | "dns.timeout_ms" | "dns.trust_ad" | "dns.doh" |
  "tls.ca_file" | "net.proxy" | "net.private_addresses" | "autoconfig.send_address" | "autoconfig.http" | "autodiscover" | "autodiscover.http" |
  "microsoft.tenant" | "microsoft.realm" | "guess" | "directory" | "directory.url" | "directory.folder" | "catalog.dir" | "language" |
  "verify.deadline_ms" | "verify.patience_ms" | "sign_in.deadline_ms" | "oauth.client_id" | "oauth.clients" | "store.place" | "store.folder" |
  "store.key_file" | "cache.kilobytes" | "cache.longest_s" | "cache.negative_s" | "cache.web_s" | "answers" | "trace" | "events";
export type DiagnosisId =
  "aadsts.28000" | "aadsts.28002" | "aadsts.500011" | "aadsts.50011" | "aadsts.500133" | "aadsts.50020" | "aadsts.500208" | "aadsts.50034" |
  "aadsts.50053" | "aadsts.50055" | "aadsts.50057" | "aadsts.50058" | "aadsts.50059" | "aadsts.50072" | "aadsts.50074" | "aadsts.50076" |
  "aadsts.50078" | "aadsts.50079" | "aadsts.50097" | "aadsts.50105" | "aadsts.50126" | "aadsts.50131" | "aadsts.50132" | "aadsts.50133" |
  "aadsts.501481" | "aadsts.50158" | "aadsts.50173" | "aadsts.50194" | "aadsts.50196" | "aadsts.51004" | "aadsts.53000" | "aadsts.53001" |
  "aadsts.53002" | "aadsts.53003" | "aadsts.530032" | "aadsts.530035" | "aadsts.54005" | "aadsts.65001" | "aadsts.65004" | "aadsts.65005" |
  "aadsts.650052" | "aadsts.650056" | "aadsts.650057" | "aadsts.70000" | "aadsts.70001" | "aadsts.700011" | "aadsts.7000112" | "aadsts.700016" |
  "aadsts.70002" | "aadsts.7000215" | "aadsts.7000218" | "aadsts.700022" | "aadsts.7000222" | "aadsts.7000229" | "aadsts.700024" | "aadsts.700025" |
  "aadsts.700027" | "aadsts.70008" | "aadsts.700082" | "aadsts.700084" | "aadsts.70011" | "aadsts.70012" | "aadsts.70016" | "aadsts.70018" |
  "aadsts.70019" | "aadsts.70043" | "aadsts.90002" | "aadsts.900023" | "aadsts.9001023" | "aadsts.90014" | "aadsts.900144" | "aadsts.90023" |
  "aadsts.9002313" | "aadsts.9002331" | "aadsts.9002332" | "aadsts.90027" | "aadsts.90033" | "aadsts.90038" | "aadsts.90055" | "aadsts.900561" |
  "aadsts.90072" | "aadsts.90094" | "aadsts.90095" | "aadsts.900971" | "autodiscover.pox.error" | "autodiscover.v2.protocol_not_supported" |
  "ews.password_refused" | "graph.access_denied" | "graph.invalid_token" | "graph.mailbox_not_enabled" | "graph.throttled" | "graph.unavailable" |
  "imap.authenticate_failed" | "imap.authenticated_not_connected" | "imap.basic_blocked_token" | "imap.basic_disabled" | "imap.command_error" |
  "imap.connection_reset_bye" | "imap.login_failed" | "imap.logindisabled" | "imap.off_for_mailbox" | "imap.throttled" | "mailbox.personal_answer" |
  "mailbox.work_answer" | "net.dns" | "net.dns_failure" | "net.econnreset" | "net.not_this_protocol" | "net.private_address" | "net.refused" |
  "net.silent_server" | "net.timeout" | "net.unreachable" | "oauth.access_denied" | "oauth.account_selection_required" |
  "oauth.authorization_declined" | "oauth.authorization_pending" | "oauth.bad_verification_code" | "oauth.browser_silent" | "oauth.client" |
  "oauth.clock" | "oauth.consent_required" | "oauth.expired_token" | "oauth.identity" | "oauth.interaction_required" | "oauth.invalid_client" |
  "oauth.invalid_grant" | "oauth.invalid_request" | "oauth.invalid_scope" | "oauth.invalid_token" | "oauth.iss" | "oauth.listener" |
  "oauth.login_required" | "oauth.no_client" | "oauth.no_endpoint" | "oauth.no_refresh_token" | "oauth.nonce" | "oauth.not_signed_in" |
  "oauth.other_servers" | "oauth.scope_missing" | "oauth.server_error" | "oauth.slow_down" | "oauth.state" | "oauth.store" |
  "oauth.temporarily_unavailable" | "oauth.unauthorized_client" | "oauth.unsupported_grant_type" | "oauth.unsupported_response_type" |
  "oauth.wrong_user" | "outlook.0x8004010F" | "outlook.0x80040119" | "outlook.0x80042108" | "outlook.0x80042109" | "outlook.0x800CCC0B" |
  "outlook.0x800CCC0D" | "outlook.0x800CCC0E" | "outlook.0x800CCC0F" | "outlook.0x800CCC19" | "outlook.0x800CCC1A" | "outlook.0x800CCC78" |
  "outlook.0x800CCC7D" | "outlook.0x800CCC80" | "outlook.0x800CCC92" | "pop3.basic_disabled" | "pop3.logon_failure" | "pop3.off_for_mailbox" |
  "pop3.protocol_error" | "sasl.xoauth2_json_challenge" | "sign_in.password_refused" | "sign_in.refused_here" | "sign_in.token_refused" |
  "smtp.account_banned_501" | "smtp.auth.account_locked" | "smtp.auth.bad_credentials" | "smtp.auth.basic_disabled" | "smtp.auth.basic_retired" |
  "smtp.auth.conditional_access" | "smtp.auth.curl_67" | "smtp.auth.disabled_mailbox" | "smtp.auth.disabled_tenant" | "smtp.auth.federated_sts" |
  "smtp.auth.generic_535_5_7_3" | "smtp.auth.security_defaults" | "smtp.auth.temp_failure" | "smtp.auth.unrecognized_type" |
  "smtp.auth.xoauth2_malformed" | "smtp.bad_outbound_sender" | "smtp.bare_lf" | "smtp.consumer_mailbox_unavailable" | "smtp.direct_send_rejected" |
  "smtp.dmarc_reject" | "smtp.external_forwarding" | "smtp.from_missing" | "smtp.hello_first" | "smtp.high_volume_auth" | "smtp.ip_banned" |
  "smtp.ip_not_accepted" | "smtp.license_throttled" | "smtp.mailbox_full" | "smtp.moera_limit" | "smtp.multiple_from" | "smtp.not_authenticated" |
  "smtp.outbound_spam" | "smtp.quota_recipients" | "smtp.rcpthosts" | "smtp.recipient_not_found" | "smtp.recipient_rejected_541" |
  "smtp.recipient_thread_limit" | "smtp.regional_host_gone" | "smtp.relay_denied_541" | "smtp.relay_denied_550" | "smtp.send_as_denied_5_2_0" |
  "smtp.send_as_denied_5_2_252" | "smtp.send_as_denied_5_7_60" | "smtp.sender_domain_listed" | "smtp.sender_not_auth_org" | "smtp.sender_not_owned" |
  "smtp.server_busy" | "smtp.service_unavailable" | "smtp.socket_dropped" | "smtp.spf_reject" | "smtp.starttls_first" | "smtp.temp_prx" |
  "smtp.tenant_attribution" | "smtp.tenant_threshold" | "smtp.terrl" | "smtp.thread_limit" | "smtp.tls_old" | "smtp.too_big" |
  "smtp.too_many_recipients" | "smtp.unregistered_domain" | "smtp.wrong_region" | "talk.already_signed_in" | "talk.answers_too_soon" |
  "talk.goes_on_asking" | "talk.message_too_large" | "talk.no_common_way" | "talk.no_proof" | "talk.no_smtputf8" | "talk.not_this_protocol" |
  "talk.starttls_refused" | "tls.cert_expired" | "tls.cert_name" | "tls.cert_verify" | "tls.no_starttls" | "tls.protocol_version" |
  "tls.starttls_injection" | "tls.wrong_version" | "unknown.capabilities" | "unknown.connect" | "unknown.dns" | "unknown.greeting" | "unknown.mailbox" |
  "unknown.message" | "unknown.sign_in" | "unknown.text" | "unknown.tls";
// ---- End of tables ------------------------------------------------------------------------------------------------------
