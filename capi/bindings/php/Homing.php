<?php
// Homing: an e-mail address becomes a working mail account. Speaks to libhoming through FFI, so on the command line (PHP 8.1);
// in web requests FFI is switched off unless it is preloaded.
//
//     $session = new Homing\Session();
//     echo $session->resolve('ada@contoso.example')->wait()->text('/imap/0/host');
declare(strict_types=1);

namespace Homing;

use FFI;

/** What the library refused: a status, a sentence, and of an address the byte at which it is wrong. */
final class HomingException extends \RuntimeException
{
    public function __construct(public readonly int $status, string $sentence, public readonly int $position = 0)
    {
        parent::__construct($sentence !== '' ? $sentence : Library::statusText($status), $status);
    }

    /** Whether the status is that of Library::STATUSES. */
    public function is(string $name): bool { return Library::STATUSES[$name] === $this->status; }
}

/** The library as a whole, and what its tables hold. */
final class Library
{
    private static ?FFI $c = null;
    /** @var array<int, array<string, mixed>> what the library may call, until it says that it no longer does */
    private static array $inUse = [];
    /** @var array<string, \Closure> one for each kind: PHP frees what it made for a callback only at the end */
    private static array $calls = [];
    private static int $last = 0;

    /** The C interface. A text that is returned is borrowed: PHP copies it. */
    public static function c(): FFI
    {
        if (self::$c === null) {
            $place = getenv('HOMING_LIBRARY') ?: 'libhoming.so.' . self::ABI_VERSION;
            $found = FFI::cdef('int32_t homing_abi_version(void);', $place)->homing_abi_version(); // another may lack functions
            if ($found !== self::ABI_VERSION) {
                throw new \RuntimeException("libhoming has ABI version $found; this file is for " . self::ABI_VERSION);
            }
            self::$c = FFI::cdef(self::DECLARATIONS, $place);
        }
        return self::$c;
    }

    public static function version(): string { return self::c()->homing_version(); }

    public static function abiVersion(): int { return self::c()->homing_abi_version(); }

    public static function statusText(int $status): string { return self::c()->homing_status_text($status); }

    /** @return list<array{name: string, type: string, default: string, sentence: string}> */
    public static function optionsTable(): array { return json_decode(self::c()->homing_options_table(), true)['options']; }

    /** @return list<array{name: string, for: string, kind: string, sentence: string}> */
    public static function exportFormats(): array { return json_decode(self::c()->homing_export_formats(), true)['formats']; }

    /** Cancels a job by its number; false where none of it is running. */
    public static function cancel(int $job): bool { return self::c()->homing_cancel($job) === self::STATUSES['OK']; }

    /** Whether the time was not up; throws what the library refused. */
    public static function check(int $status, ?string $sentence = '', int $position = 0): bool
    {
        if ($status === self::STATUSES['OK'] || $status === self::STATUSES['PENDING']) {
            return $status === self::STATUSES['OK'];
        }
        throw new HomingException($status, $sentence ?? '', $position);
    }

    public static function text(string $text): string
    {
        if (str_contains($text, "\0")) {
            throw new \ValueError('a text for the library holds a NUL');
        }
        return $text;
    }

    /**
     * Has callbacks kept while the library can call them; $take hands them over, with where their number stands as their context.
     * @param array<string, callable> $calls
     */
    public static function offer(array $calls, callable $take): void
    {
        $number = self::c()->new('uint64_t');
        $number->cdata = $key = ++self::$last;
        self::$inUse[$key] = $calls + ['number' => $number];
        $status = $take(FFI::addr($number), self::call('release'));
        if ($status !== self::STATUSES['OK']) {
            unset(self::$inUse[$key]);
        }
        self::check($status);
    }

    /** What the library calls: it finds the callback of its context. Nothing may be thrown through the library's frames. */
    public static function call(string $kind): \Closure
    {
        return self::$calls[$kind] ??= match ($kind) {
            'release' => static function ($context): void {
                unset(self::$inUse[self::number($context)]);
            },
            'listen' => static fn ($event, $context): int => self::guarded($context, $kind, $event),
            default => static fn ($context, ...$given): int => self::guarded($context, $kind, ...$given),
        };
    }

    private static function number(FFI\CData $context): int { return self::c()->cast('uint64_t *', $context)[0]; }

    private static function guarded(FFI\CData $context, string $kind, mixed ...$given): int
    {
        try {
            return (int) (self::$inUse[self::number($context)][$kind])(...$given);
        } catch (\Throwable) {
            return 1;
        }
    }

    // ---- Generated by generate.py: declarations
    private const DECLARATIONS = <<<'C'
        typedef struct homing_options homing_options; typedef struct homing_session homing_session; typedef struct homing_account homing_account;
        typedef struct homing_job homing_job; typedef struct homing_result homing_result; typedef struct homing_bulk homing_bulk;
        typedef int32_t homing_status;
        enum { HOMING_OK = 0, HOMING_PENDING = 1, HOMING_INVALID_ARGUMENT = 10, HOMING_INVALID_HANDLE = 11, HOMING_INVALID_ADDRESS = 12,
        HOMING_INVALID_REQUEST = 13, HOMING_UNKNOWN_OPTION = 20, HOMING_INVALID_VALUE = 21, HOMING_CANCELLED = 30, HOMING_NOT_READY = 31,
        HOMING_NO_SUCH_JOB = 32, HOMING_NO_MEMORY = 40, HOMING_INTERNAL = 41 }; int32_t homing_abi_version(void); const char *homing_version(void);
        const char *homing_status_text(homing_status status); homing_status homing_options_new(homing_options **out);
        homing_status homing_options_set(homing_options *options, const char *name, const char *value);
        const char *homing_options_get(const homing_options *options, const char *name);
        const char *homing_options_error(const homing_options *options); const char *homing_options_table(void);
        void homing_options_free(homing_options *options); homing_status homing_session_new(const homing_options *options, homing_session **out);
        const char *homing_session_error(const homing_session *session);
        homing_status homing_session_run(homing_session *session, int32_t timeout_ms);
        homing_status homing_session_next(homing_session *session, int32_t timeout_ms, uint32_t *job_id);
        typedef void (*homing_store_found)(void *to, const char *value, size_t size);
        typedef int32_t (*homing_store_get)(void *context, const char *key, homing_store_found found, void *to);
        typedef int32_t (*homing_store_put)(void *context, const char *key, const char *value, size_t size);
        typedef int32_t (*homing_store_erase)(void *context, const char *key);
        homing_status homing_session_store(homing_session *session, homing_store_get get, homing_store_put put, homing_store_erase erase,
        void *context, void (*release)(void *context)); homing_status homing_session_store_key(homing_session *session, const char *key, size_t size);
        void homing_session_free(homing_session *session); homing_status homing_account_new(const char *address, homing_account **out);
        homing_status homing_account_set(homing_account *account, const char *name, const char *value);
        homing_status homing_account_password(homing_account *account, const char *password, size_t size);
        homing_status homing_account_token(homing_account *account, const char *token, size_t size);
        homing_status homing_account_client_secret(homing_account *account, const char *secret, size_t size);
        const char *homing_account_error(const homing_account *account); void homing_account_free(homing_account *account);
        homing_status homing_resolve(homing_session *session, const char *address, homing_job **out);
        homing_status homing_resolve_domain(homing_session *session, const char *domain, homing_job **out);
        homing_status homing_check(homing_session *session, const char *text, size_t size, const char *address, homing_job **out);
        homing_status homing_audit(homing_session *session, const char *domain, homing_job **out);
        homing_status homing_verify(homing_session *session, const homing_account *account, homing_job **out);
        homing_status homing_send_test(homing_session *session, const homing_account *account, const char *to, homing_job **out);
        homing_status homing_authorize(homing_session *session, const homing_account *account, homing_job **out);
        homing_status homing_token(homing_session *session, const homing_account *account, const char *access, homing_job **out);
        homing_status homing_sasl(homing_session *session, const homing_account *account, const char *access, const char *mechanism,
        homing_job **out); homing_status homing_sign_out(homing_session *session, const homing_account *account, homing_job **out);
        homing_status homing_explain(homing_session *session, const char *text, size_t size, homing_job **out);
        homing_status homing_options_to_send(homing_session *session, const char *domain, homing_job **out); const char *homing_export_formats(void);
        homing_status homing_export(homing_session *session, const homing_account *account, const char *format, homing_job **out);
        homing_status homing_call(homing_session *session, const char *request, homing_job **out); uint32_t homing_job_id(const homing_job *job);
        homing_status homing_job_run(homing_job *job, int32_t timeout_ms); const char *homing_job_event(homing_job *job);
        typedef int32_t (*homing_listener)(const char *event, void *context);
        homing_status homing_job_listen(homing_job *job, homing_listener listener, void *context, void (*release)(void *context));
        homing_status homing_job_result(homing_job *job, homing_result **out); const char *homing_job_error(const homing_job *job);
        size_t homing_job_error_position(const homing_job *job); void homing_job_free(homing_job *job); homing_status homing_cancel(uint32_t job_id);
        const char *homing_result_json(const homing_result *result); const char *homing_result_text(const homing_result *result, const char *pointer);
        int64_t homing_result_number(const homing_result *result, const char *pointer, int64_t otherwise);
        size_t homing_result_count(const homing_result *result, const char *pointer);
        const char *homing_result_part(const homing_result *result, const char *pointer);
        const char *homing_result_secret(const homing_result *result); const char *homing_result_trace(const homing_result *result);
        void homing_result_free(homing_result *result);
        homing_status homing_bulk_new(homing_session *session, int32_t in_order, size_t most, homing_bulk **out);
        homing_status homing_bulk_add(homing_bulk *bulk, const char *text, size_t size);
        homing_status homing_bulk_next(homing_bulk *bulk, int32_t timeout_ms, const char **document, size_t *size);
        size_t homing_bulk_under_way(const homing_bulk *bulk); void homing_bulk_free(homing_bulk *bulk);
        C;
    // ---- End of declarations

    // ---- Generated by generate.py: tables
    public const ABI_VERSION = 1;
    public const STATUSES = [
        'OK' => 0, 'PENDING' => 1, 'INVALID_ARGUMENT' => 10, 'INVALID_HANDLE' => 11, 'INVALID_ADDRESS' => 12, 'INVALID_REQUEST' => 13,
        'UNKNOWN_OPTION' => 20, 'INVALID_VALUE' => 21, 'CANCELLED' => 30, 'NOT_READY' => 31, 'NO_SUCH_JOB' => 32, 'NO_MEMORY' => 40, 'INTERNAL' => 41];
    public const OPTIONS = [ // name => default
        "offline" => "off", "privacy" => "domain", "staged" => "off", "deadline_ms" => "4000", "grace_ms" => "300", "contradictions" => "on",
        "dns.servers" => "", "dns.timeout_ms" => "250", "dns.trust_ad" => "off", "dns.doh" => "", "tls.ca_file" => "", "net.proxy" => "",
        "net.private_addresses" => "allow", "autoconfig.send_address" => "off", "autoconfig.http" => "off", "autodiscover" => "on",
        "autodiscover.http" => "on", "microsoft.tenant" => "on", "microsoft.realm" => "off", "guess" => "off", "directory" => "on",
        "directory.url" => "https://autoconfig.thunderbird.net/v1.1/", "directory.folder" => "", "catalog.dir" => "", "language" => "en",
        "verify.deadline_ms" => "30000", "verify.patience_ms" => "10000", "sign_in.deadline_ms" => "900000", "oauth.client_id" => "",
        "oauth.clients" => "", "store.place" => "auto", "store.folder" => "", "store.key_file" => "", "cache.kilobytes" => "2048",
        "cache.longest_s" => "3600", "cache.negative_s" => "300", "cache.web_s" => "300", "answers" => "", "trace" => "off", "events" => "on"];
    public const DIAGNOSES = [
        "aadsts.28000", "aadsts.28002", "aadsts.500011", "aadsts.50011", "aadsts.500133", "aadsts.50020", "aadsts.500208", "aadsts.50034",
        "aadsts.50053", "aadsts.50055", "aadsts.50057", "aadsts.50058", "aadsts.50059", "aadsts.50072", "aadsts.50074", "aadsts.50076", "aadsts.50078",
        "aadsts.50079", "aadsts.50097", "aadsts.50105", "aadsts.50126", "aadsts.50131", "aadsts.50132", "aadsts.50133", "aadsts.501481",
        "aadsts.50158", "aadsts.50173", "aadsts.50194", "aadsts.50196", "aadsts.51004", "aadsts.53000", "aadsts.53001", "aadsts.53002", "aadsts.53003",
        "aadsts.530032", "aadsts.530035", "aadsts.54005", "aadsts.65001", "aadsts.65004", "aadsts.65005", "aadsts.650052", "aadsts.650056",
        "aadsts.650057", "aadsts.70000", "aadsts.70001", "aadsts.700011", "aadsts.7000112", "aadsts.700016", "aadsts.70002", "aadsts.7000215",
        "aadsts.7000218", "aadsts.700022", "aadsts.7000222", "aadsts.7000229", "aadsts.700024", "aadsts.700025", "aadsts.700027", "aadsts.70008",
        "aadsts.700082", "aadsts.700084", "aadsts.70011", "aadsts.70012", "aadsts.70016", "aadsts.70018", "aadsts.70019", "aadsts.70043",
        "aadsts.90002", "aadsts.900023", "aadsts.9001023", "aadsts.90014", "aadsts.900144", "aadsts.90023", "aadsts.9002313", "aadsts.9002331",
        "aadsts.9002332", "aadsts.90027", "aadsts.90033", "aadsts.90038", "aadsts.90055", "aadsts.900561", "aadsts.90072", "aadsts.90094",
        "aadsts.90095", "aadsts.900971", "autodiscover.pox.error", "autodiscover.v2.protocol_not_supported", "ews.password_refused",
        "graph.access_denied", "graph.invalid_token", "graph.mailbox_not_enabled", "graph.throttled", "graph.unavailable", "imap.authenticate_failed",
        "imap.authenticated_not_connected", "imap.basic_blocked_token", "imap.basic_disabled", "imap.command_error", "imap.connection_reset_bye",
        "imap.login_failed", "imap.logindisabled", "imap.off_for_mailbox", "imap.throttled", "mailbox.personal_answer", "mailbox.work_answer",
        "net.dns", "net.dns_failure", "net.econnreset", "net.not_this_protocol", "net.private_address", "net.refused", "net.silent_server",
        "net.timeout", "net.unreachable", "oauth.access_denied", "oauth.account_selection_required", "oauth.authorization_declined",
        "oauth.authorization_pending", "oauth.bad_verification_code", "oauth.browser_silent", "oauth.client", "oauth.clock", "oauth.consent_required",
        "oauth.expired_token", "oauth.identity", "oauth.interaction_required", "oauth.invalid_client", "oauth.invalid_grant", "oauth.invalid_request",
        "oauth.invalid_scope", "oauth.invalid_token", "oauth.iss", "oauth.listener", "oauth.login_required", "oauth.no_client", "oauth.no_endpoint",
        "oauth.no_refresh_token", "oauth.nonce", "oauth.not_signed_in", "oauth.other_servers", "oauth.scope_missing", "oauth.server_error",
        "oauth.slow_down", "oauth.state", "oauth.store", "oauth.temporarily_unavailable", "oauth.unauthorized_client", "oauth.unsupported_grant_type",
        "oauth.unsupported_response_type", "oauth.wrong_user", "outlook.0x8004010F", "outlook.0x80040119", "outlook.0x80042108", "outlook.0x80042109",
        "outlook.0x800CCC0B", "outlook.0x800CCC0D", "outlook.0x800CCC0E", "outlook.0x800CCC0F", "outlook.0x800CCC19", "outlook.0x800CCC1A",
        "outlook.0x800CCC78", "outlook.0x800CCC7D", "outlook.0x800CCC80", "outlook.0x800CCC92", "pop3.basic_disabled", "pop3.logon_failure",
        "pop3.off_for_mailbox", "pop3.protocol_error", "sasl.xoauth2_json_challenge", "sign_in.password_refused", "sign_in.refused_here",
        "sign_in.token_refused", "smtp.account_banned_501", "smtp.auth.account_locked", "smtp.auth.bad_credentials", "smtp.auth.basic_disabled",
        "smtp.auth.basic_retired", "smtp.auth.conditional_access", "smtp.auth.curl_67", "smtp.auth.disabled_mailbox", "smtp.auth.disabled_tenant",
        "smtp.auth.federated_sts", "smtp.auth.generic_535_5_7_3", "smtp.auth.security_defaults", "smtp.auth.temp_failure",
        "smtp.auth.unrecognized_type", "smtp.auth.xoauth2_malformed", "smtp.bad_outbound_sender", "smtp.bare_lf", "smtp.consumer_mailbox_unavailable",
        "smtp.direct_send_rejected", "smtp.dmarc_reject", "smtp.external_forwarding", "smtp.from_missing", "smtp.hello_first", "smtp.high_volume_auth",
        "smtp.ip_banned", "smtp.ip_not_accepted", "smtp.license_throttled", "smtp.mailbox_full", "smtp.moera_limit", "smtp.multiple_from",
        "smtp.not_authenticated", "smtp.outbound_spam", "smtp.quota_recipients", "smtp.rcpthosts", "smtp.recipient_not_found",
        "smtp.recipient_rejected_541", "smtp.recipient_thread_limit", "smtp.regional_host_gone", "smtp.relay_denied_541", "smtp.relay_denied_550",
        "smtp.send_as_denied_5_2_0", "smtp.send_as_denied_5_2_252", "smtp.send_as_denied_5_7_60", "smtp.sender_domain_listed",
        "smtp.sender_not_auth_org", "smtp.sender_not_owned", "smtp.server_busy", "smtp.service_unavailable", "smtp.socket_dropped", "smtp.spf_reject",
        "smtp.starttls_first", "smtp.temp_prx", "smtp.tenant_attribution", "smtp.tenant_threshold", "smtp.terrl", "smtp.thread_limit", "smtp.tls_old",
        "smtp.too_big", "smtp.too_many_recipients", "smtp.unregistered_domain", "smtp.wrong_region", "talk.already_signed_in", "talk.answers_too_soon",
        "talk.goes_on_asking", "talk.message_too_large", "talk.no_common_way", "talk.no_proof", "talk.no_smtputf8", "talk.not_this_protocol",
        "talk.starttls_refused", "tls.cert_expired", "tls.cert_name", "tls.cert_verify", "tls.no_starttls", "tls.protocol_version",
        "tls.starttls_injection", "tls.wrong_version", "unknown.capabilities", "unknown.connect", "unknown.dns", "unknown.greeting", "unknown.mailbox",
        "unknown.message", "unknown.sign_in", "unknown.text", "unknown.tls"];
    // ---- End of tables
}

/** Owns an object of the library: frees it once, by close() or with its last reference. */
abstract class Owner
{
    protected ?FFI\CData $pointer = null;

    abstract protected function free(FFI\CData $pointer): void;

    public function close(): void
    {
        [$pointer, $this->pointer] = [$this->pointer, null];
        if ($pointer !== null) {
            $this->free($pointer);
        }
    }

    public function __destruct() { $this->close(); }

    /** Nothing of what it holds is shown. */
    public function __debugInfo(): array { return []; }

    public function __clone()
    {
        $this->pointer = null; // it is the other's, and this one is destroyed all the same
        throw new \LogicException('an object of the library cannot be cloned');
    }

    /** Calls a function that gives a new object by its last argument; returns its status. */
    protected function made(string $type, callable $make): int
    {
        $out = Library::c()->new("homing_$type *");
        $status = $make(FFI::addr($out));
        $this->pointer = FFI::isNull($out) ? null : $out;
        return $status;
    }
}

/** Options by name; Library::OPTIONS has the names and their defaults. */
final class Options extends Owner
{
    /** @param array<string, string|int|bool> $values */
    public function __construct(array $values = [])
    {
        Library::check($this->made('options', fn ($out) => Library::c()->homing_options_new($out)));
        foreach ($values as $name => $value) {
            $this->set($name, $value);
        }
    }

    public function set(string $name, string|int|bool $value): static
    {
        $words = is_bool($value) ? ($value ? 'on' : 'off') : (string) $value;
        $status = Library::c()->homing_options_set($this->pointer, Library::text($name), Library::text($words));
        Library::check($status, Library::c()->homing_options_error($this->pointer));
        return $this;
    }

    /** Null for a name that does not exist. */
    public function get(string $name): ?string { return Library::c()->homing_options_get($this->pointer, Library::text($name)); }

    /** @internal */
    public function pointer(): FFI\CData { return $this->pointer; }
    protected function free(FFI\CData $pointer): void { Library::c()->homing_options_free($pointer); }
}

/** A mail address and what it takes to use it. */
final class Account extends Owner
{
    /** @param array<string, string> $values such as ['protocols' => 'imap,smtp'] */
    public function __construct(string $address, array $values = [])
    {
        Library::check($this->made('account', fn ($out) => Library::c()->homing_account_new(Library::text($address), $out)));
        foreach ($values as $name => $value) {
            $this->set($name, $value);
        }
    }

    private function told(int $status): static
    {
        Library::check($status, Library::c()->homing_account_error($this->pointer));
        return $this;
    }

    public function set(string $name, string $value): static
    {
        return $this->told(Library::c()->homing_account_set($this->pointer, Library::text($name), Library::text($value)));
    }

    public function password(#[\SensitiveParameter] string $secret): static
    {
        return $this->told(Library::c()->homing_account_password($this->pointer, $secret, strlen($secret)));
    }

    public function token(#[\SensitiveParameter] string $secret): static
    {
        return $this->told(Library::c()->homing_account_token($this->pointer, $secret, strlen($secret)));
    }

    public function clientSecret(#[\SensitiveParameter] string $secret): static
    {
        return $this->told(Library::c()->homing_account_client_secret($this->pointer, $secret, strlen($secret)));
    }

    /** @internal */
    public function pointer(): FFI\CData { return $this->pointer; }
    protected function free(FFI\CData $pointer): void { Library::c()->homing_account_free($pointer); }
}

/** Keeps sign-ins for a session. The values are secrets. It must not call the library. */
interface Store
{
    public function get(string $key): ?string;

    public function put(string $key, #[\SensitiveParameter] string $value): void;

    public function erase(string $key): void;
}

/** What jobs share. Make one and keep it. */
final class Session extends Owner
{
    /** @param Options|array<string, string|int|bool> $options */
    public function __construct(Options|array $options = [])
    {
        $given = is_array($options) ? new Options($options) : $options;
        $status = $this->made('session', fn ($out) => Library::c()->homing_session_new($given->pointer(), $out));
        Library::check($status, Library::c()->homing_session_error($this->pointer));
    }

    /** Works for all jobs: whether one has ended, or none is left, before the time was up. Negative: no limit. */
    public function run(int $timeoutMs = -1): bool { return Library::check(Library::c()->homing_session_run($this->pointer, $timeoutMs)); }

    /** As run: the number of a job that has ended; 0 where none is left, null where the time was up. */
    public function next(int $timeoutMs = -1): ?int
    {
        $number = Library::c()->new('uint32_t');
        return Library::check(Library::c()->homing_session_next($this->pointer, $timeoutMs, FFI::addr($number))) ? $number->cdata : null;
    }

    /** Has sign-ins kept in a place of the host's own. */
    public function store(Store $place): void
    {
        Library::offer([
            'get' => static function (string $key, $found, $to) use ($place): int {
                $value = $place->get($key);
                if ($value !== null) {
                    $found($to, $value, strlen($value));
                }
                return 0;
            },
            'put' => static fn (string $key, string $value, int $size): int => (int) ($place->put($key, $value) ?? 0),
            'erase' => static fn (string $key): int => (int) ($place->erase($key) ?? 0),
        ], fn ($context, $release) => Library::c()->homing_session_store($this->pointer, Library::call('get'), Library::call('put'),
            Library::call('erase'), $context, $release));
    }

    public function storeKey(#[\SensitiveParameter] string $key): void
    {
        Library::check(Library::c()->homing_session_store_key($this->pointer, $key, strlen($key)));
    }

    public function resolve(string $address): Job
    {
        return new Job(fn ($out) => Library::c()->homing_resolve($this->pointer, Library::text($address), $out));
    }

    public function resolveDomain(string $domain): Job
    {
        return new Job(fn ($out) => Library::c()->homing_resolve_domain($this->pointer, Library::text($domain), $out));
    }

    /** Reads a configuration that somebody publishes for an address. */
    public function check(string $published, string $address): Job
    {
        return new Job(fn ($out) => Library::c()->homing_check($this->pointer, $published, strlen($published), Library::text($address), $out));
    }

    public function audit(string $domain): Job { return new Job(fn ($out) => Library::c()->homing_audit($this->pointer, Library::text($domain), $out)); }
    public function verify(Account $account): Job { return new Job(fn ($out) => Library::c()->homing_verify($this->pointer, $account->pointer(), $out)); }

    public function sendTest(Account $account, string $to): Job
    {
        return new Job(fn ($out) => Library::c()->homing_send_test($this->pointer, $account->pointer(), Library::text($to), $out));
    }

    public function authorize(Account $account): Job
    {
        return new Job(fn ($out) => Library::c()->homing_authorize($this->pointer, $account->pointer(), $out));
    }

    /** @param string $access imap, pop3, smtp or graph; the result's secret() has the token */
    public function token(Account $account, string $access): Job
    {
        return new Job(fn ($out) => Library::c()->homing_token($this->pointer, $account->pointer(), Library::text($access), $out));
    }

    /** @param string $mechanism XOAUTH2 or OAUTHBEARER; the result's secret() has the response */
    public function sasl(Account $account, string $access, string $mechanism): Job
    {
        return new Job(fn ($out) => Library::c()->homing_sasl($this->pointer, $account->pointer(), Library::text($access), Library::text($mechanism), $out));
    }

    public function signOut(Account $account): Job
    {
        return new Job(fn ($out) => Library::c()->homing_sign_out($this->pointer, $account->pointer(), $out));
    }

    /** Tells what an error text means. */
    public function explain(string $words): Job
    {
        return new Job(fn ($out) => Library::c()->homing_explain($this->pointer, $words, strlen($words), $out));
    }

    public function optionsToSend(string $domain): Job
    {
        return new Job(fn ($out) => Library::c()->homing_options_to_send($this->pointer, Library::text($domain), $out));
    }

    /** Another program's configuration; Library::exportFormats() lists the formats. */
    public function export(Account $account, string $format): Job
    {
        return new Job(fn ($out) => Library::c()->homing_export($this->pointer, $account->pointer(), Library::text($format), $out));
    }

    /** Any operation by its JSON request. @param array<string, mixed>|string $request */
    public function call(array|string $request): Job
    {
        $text = is_string($request) ? $request : json_encode($request, JSON_THROW_ON_ERROR);
        return new Job(fn ($out) => Library::c()->homing_call($this->pointer, Library::text($text), $out));
    }

    public function bulk(bool $inOrder = true, int $most = 0): Bulk { return new Bulk($this->pointer, $inOrder, $most); }
    protected function free(FFI\CData $pointer): void { Library::c()->homing_session_free($pointer); }
}

/** One operation under way. */
final class Job extends Owner
{
    private const SLICE_MS = 50; // after which PHP sees to its signals

    public function __construct(callable $start) { $this->told($this->made('job', $start)); }

    private function told(int $status): bool
    {
        if ($status === Library::STATUSES['OK'] || $status === Library::STATUSES['PENDING']) {
            return $status === Library::STATUSES['OK'];
        }
        return Library::check($status, Library::c()->homing_job_error($this->pointer), Library::c()->homing_job_error_position($this->pointer));
    }

    public function id(): int { return Library::c()->homing_job_id($this->pointer); }

    /** Works: whether the job has ended before the time was up. Negative: until its own deadline. */
    public function run(int $timeoutMs = -1): bool { return $this->told(Library::c()->homing_job_run($this->pointer, $timeoutMs)); }

    /** Works until the end. */
    public function wait(): Result
    {
        while (!$this->run(self::SLICE_MS));
        return new Result(fn ($out) => Library::c()->homing_job_result($this->pointer, $out));
    }

    /** What has happened since it was last asked. @return \Generator<array<string, mixed>> */
    public function events(): \Generator
    {
        while (($event = Library::c()->homing_job_event($this->pointer)) !== null) {
            yield json_decode($event, true);
        }
    }

    /** Has events told inside run(); a listener that returns false, or throws, cancels the job. */
    public function listen(?callable $listener): void
    {
        if ($listener === null) {
            Library::check(Library::c()->homing_job_listen($this->pointer, null, null, null));
            return;
        }
        Library::offer(['listen' => static fn (string $event): int => $listener(json_decode($event, true)) === false ? 1 : 0],
            fn ($context, $release) => Library::c()->homing_job_listen($this->pointer, Library::call('listen'), $context, $release));
    }

    public function cancel(): bool { return Library::cancel($this->id()); }
    protected function free(FFI\CData $pointer): void { Library::c()->homing_job_free($pointer); }
}

final class Server
{
    public function __construct(public readonly string $host, public readonly int $port, public readonly string $security, public readonly string $username) {}
}

final class Diagnosis
{
    /** @param list<string> $steps */
    public function __construct(public readonly string $id, public readonly string $who, public readonly string $meaning, public readonly array $steps,
        public readonly string $link, public readonly string $confidence, public readonly string $next) {}

    /** @param array<string, mixed>|null $part */
    public static function of(?array $part): ?self
    {
        return $part === null ? null
            : new self($part['id'], $part['who'], $part['meaning'], $part['steps'], $part['link'], $part['confidence'], $part['next']);
    }
}

/** What came out. Pointers are JSON Pointers (RFC 6901), such as "/smtp/0/host". */
final class Result extends Owner
{
    /** @internal */
    public function __construct(callable $make) { Library::check($this->made('result', $make)); }
    public function json(): string { return Library::c()->homing_result_json($this->pointer); }

    /** @return array<string, mixed> */
    public function document(): array { return json_decode($this->json(), true); }
    public function outcome(): ?string { return $this->text('/outcome'); }
    public function text(string $pointer): ?string { return Library::c()->homing_result_text($this->pointer, Library::text($pointer)); }

    public function number(string $pointer, int $otherwise = 0): int
    {
        return Library::c()->homing_result_number($this->pointer, Library::text($pointer), $otherwise);
    }

    public function count(string $pointer): int { return Library::c()->homing_result_count($this->pointer, Library::text($pointer)); }

    /** A part of the document, read; null where there is none. */
    public function part(string $pointer): mixed
    {
        $part = Library::c()->homing_result_part($this->pointer, Library::text($pointer));
        return $part === null ? null : json_decode($part, true);
    }

    /** The servers of "imap", "pop3" or "smtp", preferred first. @return list<Server> */
    public function servers(string $protocol): array
    {
        return array_map(static fn (array $one) => new Server($one['host'], $one['port'], $one['security'], $one['username']), $this->part("/$protocol") ?? []);
    }

    /** Why it failed: of a sign-in, or of a protocol of a verification. */
    public function diagnosis(?string $protocol = null): ?Diagnosis
    {
        return Diagnosis::of($this->part($protocol === null ? '/diagnosis' : "/protocols/$protocol/diagnosis"));
    }

    /** What an error text can mean, best first. @return list<Diagnosis> */
    public function matches(): array { return array_map(Diagnosis::of(...), $this->part('/matches') ?? []); }

    /** The token or SASL response. */
    public function secret(): ?string { return Library::c()->homing_result_secret($this->pointer); }
    public function trace(): ?string { return Library::c()->homing_result_trace($this->pointer); }
    protected function free(FFI\CData $pointer): void { Library::c()->homing_result_free($pointer); }
}

/** Very many addresses and domains: lines in, documents out. */
final class Bulk extends Owner
{
    /** @internal */
    public function __construct(FFI\CData $session, bool $inOrder, int $most)
    {
        Library::check($this->made('bulk', fn ($out) => Library::c()->homing_bulk_new($session, (int) $inOrder, $most, $out)));
    }

    public function underWay(): int { return Library::c()->homing_bulk_under_way($this->pointer); }

    /** False: there is no room; take documents first. */
    public function add(string $line): bool { return Library::check(Library::c()->homing_bulk_add($this->pointer, $line, strlen($line))); }

    /** The next document; null where no line is left, or the time was up. @return array<string, mixed>|null */
    public function next(int $timeoutMs = -1): ?array
    {
        [$document, $size] = [Library::c()->new('const char *'), Library::c()->new('size_t')];
        Library::check(Library::c()->homing_bulk_next($this->pointer, $timeoutMs, FFI::addr($document), FFI::addr($size)));
        return $size->cdata === 0 ? null : json_decode(FFI::string($document, $size->cdata), true);
    }

    /** @param iterable<string> $lines @return \Generator<array<string, mixed>> */
    public function resolve(iterable $lines): \Generator
    {
        foreach ($lines as $line) {
            while (!$this->add($line)) {
                yield $this->next();
            }
        }
        while (($document = $this->next()) !== null) {
            yield $document;
        }
    }

    protected function free(FFI\CData $pointer): void { Library::c()->homing_bulk_free($pointer); }
}
