/*
 * Homing: an e-mail address becomes a working mail account.
 *
 * This header is the whole interface of libhoming. It is plain C89 but for <stdint.h> and <stddef.h>.
 *
 * THE SHORTEST PROGRAM
 *
 *     homing_session *session = NULL;
 *     homing_job *job = NULL;
 *     homing_result *result = NULL;
 *     if (homing_session_new(NULL, &session) == HOMING_OK &&
 *         homing_resolve(session, "ada@contoso.example", &job) == HOMING_OK &&
 *         homing_job_run(job, -1) == HOMING_OK &&
 *         homing_job_result(job, &result) == HOMING_OK)
 *         puts(homing_result_text(result, "/imap/0/host"));
 *     else
 *         puts(job ? homing_job_error(job) : homing_session_error(session));
 *     homing_result_free(result);
 *     homing_job_free(job);
 *     homing_session_free(session);
 *
 * SIX OBJECTS
 *   homing_options   values by name; used to make a session, then no longer needed.
 *   homing_session   what jobs share: catalogue, name servers, connections. Make one and keep it.
 *   homing_account   a mail address with what it takes to use it: a password, a token or a sign-in, and how it may be tried.
 *   homing_job       one operation. It makes progress only inside homing_job_run and homing_session_run.
 *   homing_result    what came out: a JSON document and getters into it. It never changes.
 *   homing_bulk      very many addresses or domains, one after the other: lines in, documents out.
 *
 * RULES
 *   Ownership   Who gets an object from a function that takes `homing_x **out` owns it and frees it with homing_x_free.
 *               Every _free takes NULL. Objects may be freed in any order; each keeps what it still needs.
 *   Strings     UTF-8, ended by NUL. Those passed in are copied. Those returned are borrowed: they belong to the object
 *               they were asked of and live until it is freed, unless the function says otherwise.
 *   Outputs     An output is written only as each function says; `*out` is NULL where nothing was made.
 *   NULL        An object that is NULL (or was freed, as far as can be told) gives HOMING_INVALID_HANDLE, or NULL or 0 from
 *               functions that return no status. Nothing crashes.
 *   Threads     A session may be used by any number of threads at once. A job belongs to one thread at a time; homing_cancel
 *               alone may be called for it from any other. A result may be read by many threads. Options and accounts: one at a time.
 *               A bulk belongs to one thread at a time, too.
 *               The library starts no thread (libsecret's D-Bus does one of its own, where sign-ins are kept in the Secret Service),
 *               installs no signal handler, writes to no stream, raises no SIGPIPE, and may be used after fork in the child if the
 *               parent had not made a session.
 *   Secrets     Passwords and tokens are copied, wiped when their object is freed, never written to a document, an event or a
 *               trace, and sent only to servers whose certificate was checked, by a method that the caller allowed. Only
 *               homing_result_secret hands one out.
 *   Errors      What can be expected to fail returns a status and leaves a sentence on the object it concerns. That nothing
 *               was found for an address is no error but a result: read "/outcome".
 *   Stability   A function, status, option or JSON key that was published is never changed or reused; new ones come.
 */
#ifndef HOMING_H
#define HOMING_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32) && defined(HOMING_EXPORTS) /* the library itself is built */
#define HOMING_API __declspec(dllexport)
#elif defined(_WIN32)
#define HOMING_API __declspec(dllimport)
#elif defined(__GNUC__)
#define HOMING_API __attribute__((visibility("default")))
#else
#define HOMING_API
#endif

/* The version of this header. A library serves it if its homing_abi_version() is the same. */
#define HOMING_ABI_VERSION 1

typedef struct homing_options homing_options;
typedef struct homing_session homing_session;
typedef struct homing_account homing_account;
typedef struct homing_job homing_job;
typedef struct homing_result homing_result;
typedef struct homing_bulk homing_bulk;

/* What a function returns. The numbers are for ever; families stand in tens. */
typedef int32_t homing_status;
enum {
  HOMING_OK = 0,
  HOMING_PENDING = 1,           /* the time was up first; call again */
  HOMING_INVALID_ARGUMENT = 10, /* a pointer that must not be NULL is */
  HOMING_INVALID_HANDLE = 11,   /* an object is NULL or no longer (not) what it should be */
  HOMING_INVALID_ADDRESS = 12,  /* the mail address is malformed; the job's error says where */
  HOMING_INVALID_REQUEST = 13,  /* the JSON request is malformed or names no operation */
  HOMING_UNKNOWN_OPTION = 20,
  HOMING_INVALID_VALUE = 21,    /* an option's value cannot be used; the error says what is expected */
  HOMING_CANCELLED = 30,
  HOMING_NOT_READY = 31,        /* the job has no result yet */
  HOMING_NO_SUCH_JOB = 32,      /* none of this number is running; often it has just ended */
  HOMING_NO_MEMORY = 40,
  HOMING_INTERNAL = 41          /* a defect of the library */
};

/* ---- The library ------------------------------------------------------------------------------------------------- */

/* The ABI version of the library that is loaded. Any thread; never fails.
 *     if (homing_abi_version() != HOMING_ABI_VERSION) return; // another library than this header's */
HOMING_API int32_t homing_abi_version(void);

/* The release, such as "1.0.0". Lives for ever. */
HOMING_API const char *homing_version(void);

/* A sentence for a status, in English; for numbers that are no status too. Lives for ever. Any thread.
 *     fprintf(stderr, "%s\n", homing_status_text(status)); */
HOMING_API const char *homing_status_text(homing_status status);

/* ---- Options ----------------------------------------------------------------------------------------------------- */

/* Makes options that all have their defaults. Any thread.
 *     homing_options *options = NULL;
 *     homing_options_new(&options);
 * *out: the new object, or NULL. Errors: HOMING_INVALID_ARGUMENT (out is NULL), HOMING_NO_MEMORY. */
HOMING_API homing_status homing_options_new(homing_options **out);

/* Sets one option. homing_options_table lists names, types, ranges and defaults.
 *     homing_options_set(options, "deadline_ms", "2500");
 * Errors: HOMING_UNKNOWN_OPTION, HOMING_INVALID_VALUE (homing_options_error says what is expected; the old value stays),
 * HOMING_INVALID_ARGUMENT (name or value is NULL). */
HOMING_API homing_status homing_options_set(homing_options *options, const char *name, const char *value);

/* The value in force, or NULL for a name that does not exist. Borrowed until the option is set again.
 *     homing_options_get(options, "grace_ms");  // "300" */
HOMING_API const char *homing_options_get(const homing_options *options, const char *name);

/* What the last homing_options_set on this object had to say; "" after a success. Borrowed until the next set. */
HOMING_API const char *homing_options_error(const homing_options *options);

/* All options as JSON: {"homing":"1","options":[{"name","type","default","sentence",...}]}. Lives for ever. NULL without memory. */
HOMING_API const char *homing_options_table(void);

/* Frees the options; NULL is fine. Sessions made from them live on. */
HOMING_API void homing_options_free(homing_options *options);

/* ---- Sessions ---------------------------------------------------------------------------------------------------- */

/* Makes a session. Any thread. `options` is copied and may be NULL (defaults). No socket is opened before a job needs one.
 * *out: a session even where the status is HOMING_INVALID_VALUE (a file that cannot be read, say), so that
 * homing_session_error can tell; free it. NULL on the other errors: HOMING_INVALID_ARGUMENT (out is NULL),
 * HOMING_INVALID_HANDLE (options), HOMING_NO_MEMORY.
 *     if (homing_session_new(options, &session) != HOMING_OK) puts(homing_session_error(session)); */
HOMING_API homing_status homing_session_new(const homing_options *options, homing_session **out);

/* Why the session could not be made, as a sentence; "" if it could, and for NULL. Borrowed from the session. */
HOMING_API const char *homing_session_error(const homing_session *session);

/* Works for all jobs of the session, in this thread, until one of them ends or none is left (HOMING_OK), or until
 * timeout_ms have passed (HOMING_PENDING). timeout_ms: 0 works without waiting; negative: no limit. Any thread.
 *     homing_session_run(session, 100);   // then ask each job with homing_job_run(job, 0)
 * Errors: HOMING_INVALID_HANDLE, HOMING_NO_MEMORY. */
HOMING_API homing_status homing_session_run(homing_session *session, int32_t timeout_ms);

/* As homing_session_run, and tells the number of a job that has ended, each once, in the order of their ends: for hosts that
 * have many jobs under way. *job_id: 0 where none is left (HOMING_OK) or the time was up (HOMING_PENDING). Jobs that had ended
 * before the first call, or when they were started (homing_job_run(job, 0) is HOMING_OK), are not told.
 *     while (homing_session_next(session, -1, &id) == HOMING_OK && id != 0) collect(id);
 * Errors: HOMING_INVALID_ARGUMENT (job_id is NULL), HOMING_INVALID_HANDLE, HOMING_NO_MEMORY. */
HOMING_API homing_status homing_session_next(homing_session *session, int32_t timeout_ms, uint32_t *job_id);

/* Has the host keep sign-ins itself, instead of where option store.place says: texts of up to some 64 kB by keys of up to 320 bytes. The
 * functions return 0 for success. `get` calls found(to, value, size) once, or not at all where there is nothing under the key; `put`
 * takes the place of what was there, all or nothing. They are called only inside homing_job_run and homing_session_run, in their
 * thread, one at a time, and must not call the library. The values are secrets: keep them encrypted, and wipe copies.
 * `release(context)`, if not NULL, is called once when the store is replaced and no job uses it, or with the session's end; it is not
 * called where this function fails.
 * Processes that share a store take turns by lock files in option store.folder; machines that do must keep an account to one machine.
 *     homing_session_store(session, get, put, erase, database, NULL);
 * Errors: HOMING_INVALID_ARGUMENT (a function is NULL), HOMING_INVALID_HANDLE, HOMING_NO_MEMORY. */
typedef void (*homing_store_found)(void *to, const char *value, size_t size);
typedef int32_t (*homing_store_get)(void *context, const char *key, homing_store_found found, void *to);
typedef int32_t (*homing_store_put)(void *context, const char *key, const char *value, size_t size);
typedef int32_t (*homing_store_erase)(void *context, const char *key);
HOMING_API homing_status homing_session_store(homing_session *session, homing_store_get get, homing_store_put put, homing_store_erase erase,
                                              void *context, void (*release)(void *context));

/* Gives the key of the sealed files in which sign-ins are kept where there is no Secret Service (option store.place): 32 to 4096 bytes,
 * random or derived from a passphrase by the host. It is copied, and wiped with the session.
 *     homing_session_store_key(session, key, sizeof key);
 * Errors: HOMING_INVALID_VALUE (another size), HOMING_INVALID_ARGUMENT, HOMING_INVALID_HANDLE, HOMING_NO_MEMORY. */
HOMING_API homing_status homing_session_store_key(homing_session *session, const char *key, size_t size);

/* Frees the session; NULL is fine. Running jobs are not ended by it: they keep what they need. */
HOMING_API void homing_session_free(homing_session *session);

/* ---- Accounts ---------------------------------------------------------------------------------------------------- */

/* Makes an account of a mail address in any form people type; whether it is one is told by the job. Any thread.
 *     homing_account_new("ada@contoso.example", &account);
 * *out: the new object, or NULL. Errors: HOMING_INVALID_ARGUMENT (address or out is NULL), HOMING_NO_MEMORY. */
HOMING_API homing_status homing_account_new(const char *address, homing_account **out);

/* Sets what may be tried; each has a default:
 *     protocols   a list of imap, pop3 and smtp; all for which a server is known
 *     method      oauth2, password or password-encrypted: this one is tried, whatever is known of it; none: nobody signs in; otherwise
 *                 one that suits the secret and is not retired
 *     username    what the settings say
 *     server      [SERVICE://]HOST[:PORT] instead of the servers that are found; SERVICE is imaps, imap, pop3s, pop3, submissions or
 *                 submission, and may be left out where the port tells it
 *     ports       465, 25: also tried for submission, which they are not by themselves
 *     find        the Message-ID of a message to look for in the inbox and, by IMAP, among those that were sent
 *     from, dsn, subject, text   of a test message: another sender; never, or a list of success, failure and delay, for which
 *                 delivery reports are asked for (RFC 3461)
 *     via         of a test message: smtp; graph: by Microsoft Graph, with the sign-in that is kept; auto: so where submission is
 *                 switched off for the mailbox
 * and, of signing in with OAuth2:
 *     flow        browser: in a browser on this machine (RFC 8252); device: in one anywhere, with a code (RFC 8628); app: as the program
 *                 itself (RFC 6749 section 4.4)
 *     access      a list of imap, pop3, smtp and graph (sending by Microsoft Graph): what it is for; all there is
 *     client_id   of this program, instead of what option oauth.client_id, HOMING_CLIENT_ID or the file of oauth.clients say
 *     redirect    where the browser comes back to, as it is registered, without a port: http://localhost at Microsoft, else
 *                 http://127.0.0.1
 *     certificate a PEM file with a certificate and its private key, instead of a client secret (RFC 7523)
 *     tenant      of Microsoft Entra, a GUID or a domain: consumers, organizations or, of an app, the mail domain
 *     issuer      an https URL with metadata (RFC 8414, OpenID Connect Discovery), instead of what the settings say
 *     user        who signs in, where that is not the address: of a shared mailbox, or of somebody with another sign-in name
 *     homing_account_set(account, "protocols", "imap,smtp");
 * Errors: HOMING_INVALID_VALUE (homing_account_error says what is expected; the old value stays), HOMING_INVALID_ARGUMENT. */
HOMING_API homing_status homing_account_set(homing_account *account, const char *name, const char *value);

/* Gives the account its password, or its OAuth2 access token, of `size` bytes; the later call counts. It is copied, and wiped when
 * the account and the jobs that were made from it are freed.
 *     homing_account_password(account, password, strlen(password));
 * Errors: HOMING_INVALID_VALUE (empty, longer than 64 kB, or with a line break or NUL), HOMING_INVALID_ARGUMENT. */
HOMING_API homing_status homing_account_password(homing_account *account, const char *password, size_t size);
HOMING_API homing_status homing_account_token(homing_account *account, const char *token, size_t size);

/* Gives the account the secret of this program as a confidential client (RFC 6749 section 2.3.1); a desktop program has none.
 * Otherwise as homing_account_password. */
HOMING_API homing_status homing_account_client_secret(homing_account *account, const char *secret, size_t size);

/* What the last call on this account had to say; "" after a success. Borrowed until the next. */
HOMING_API const char *homing_account_error(const homing_account *account);

/* Frees the account and wipes its secret; NULL is fine. Jobs that were made from it go on. */
HOMING_API void homing_account_free(homing_account *account);

/* ---- Jobs -------------------------------------------------------------------------------------------------------- */

/* Starts to find the settings of one mail address, in any form people type ("Ada <Ada@Contoso.Example.>").
 * Its document: manifests/schema/result.schema.json. Any thread.
 *     homing_resolve(session, "Ada Lovelace <ada@contoso.example>", &job);
 * *out: a job even where the status is HOMING_INVALID_ADDRESS, so that homing_job_error can tell what is wrong and
 * where; free it. NULL on the other errors: HOMING_INVALID_ARGUMENT, HOMING_INVALID_HANDLE, HOMING_NO_MEMORY. */
HOMING_API homing_status homing_resolve(homing_session *session, const char *address, homing_job **out);

/* The same for everybody at a mail domain ("contoso.example"): user names come out as patterns with %EMAILLOCALPART%, and the
 * document's address is the domain. Otherwise as homing_resolve.
 *     homing_resolve_domain(session, "contoso.example", &job); */
HOMING_API homing_status homing_resolve_domain(homing_session *session, const char *domain, homing_job **out);

/* Reads a configuration that somebody publishes (`size` bytes) for one address: autoconfig XML, an Autodiscover answer, a PACC
 * document, or a zone file with SRV records, told apart by its content. The document has the settings as its author wrote
 * them, and a list "problems". Otherwise as homing_resolve; it asks nobody, so the job has
 * ended when the function returns.
 *     homing_check(session, xml, strlen(xml), "ada@contoso.example", &job); */
HOMING_API homing_status homing_check(homing_session *session, const char *text, size_t size, const char *address, homing_job **out);

/* Asks everything about a mail domain ("contoso.example") and tells what each mail program would find, what is wrong, stale or
 * missing, and the records and files that would mend it. Its document: manifests/schema/audit.schema.json. Nothing ends it
 * early, so that it takes until the last answer or deadline_ms (10 seconds unless set). Otherwise as homing_resolve.
 *     homing_audit(session, "contoso.example", &job); */
HOMING_API homing_status homing_audit(homing_session *session, const char *domain, homing_job **out);

/* Proves an account against its live servers: finds the settings, then asks IMAP, POP3 and SMTP submission at once, up to the
 * sign-in and the mailbox, and tells for each what worked, the server's own words, why the rest failed, who can mend it and what to
 * do next. Its document: manifests/schema/verification.schema.json. The account's secret is tried once at each server and never
 * again after a refusal; without one the sign-in that is kept is used (homing_authorize), or nobody signs in, and what can be told
 * without is told. Takes deadline_ms for the settings and
 * verify.deadline_ms for the servers at most, and up to 30 seconds where the sign-in has to be renewed before; a locked
 * Secret Service is waited for as long. The account is copied. Otherwise as homing_resolve, and HOMING_INVALID_REQUEST where
 * the account's method and secret do not belong together or option offline is on (a job is handed out then, too).
 *     homing_verify(session, account, &job); */
HOMING_API homing_status homing_verify(homing_session *session, const homing_account *account, homing_job **out);

/* The same for sending: submits one short message that says what it is to `to`, addresses separated by commas. Its document is
 * that of homing_verify, with "sent", "message_id", "from" and "to". What is beyond the provider's published limits is refused
 * before anything is sent; a server that asks for patience (432, 451, 452) is asked again after a while, within verify.deadline_ms.
 * HOMING_INVALID_REQUEST also where `to` or the account's "from" is no address. Microsoft Graph may take 30 seconds more.
 *     homing_send_test(session, account, "grace@contoso.example", &job); */
HOMING_API homing_status homing_send_test(homing_session *session, const homing_account *account, const char *to, homing_job **out);

/* Signs somebody in with OAuth2: finds the settings, has them sign in, checks who did, and keeps the sign-in. What the host must do is
 * told by events (manifests/schema/event.schema.json): {"event":"open","url":...}: open this page in a browser, which comes back by
 * itself; {"event":"code","code":...,"url":...}: show this code and page; {"event":"waiting"}. Its document:
 * manifests/schema/sign-in.schema.json: "/outcome" is ok, partial (not all was granted) or failed, with "/diagnosis". Takes
 * deadline_ms for the settings and sign_in.deadline_ms for the person at most. A sign-in that was kept before is replaced by one that
 * goes well. Otherwise as homing_resolve.
 *     homing_authorize(session, account, &job);
 *     while (homing_job_run(job, 100) == HOMING_PENDING) while ((event = homing_job_event(job)) != NULL) show(event); */
HOMING_API homing_status homing_authorize(homing_session *session, const homing_account *account, homing_job **out);

/* Gets an access token that is good for two minutes at least, of the sign-in that is kept; it is renewed where it must be, which takes 30
 * seconds at most. access: imap, pop3, smtp or graph. homing_result_secret has it; its document: manifests/schema/sign-in.schema.json.
 * A renewed sign-in is kept before its token is handed out, and of several processes one renews it. No settings are looked for.
 * Otherwise as homing_resolve, and HOMING_INVALID_REQUEST for another access or mechanism.
 *     homing_token(session, account, "imap", &job); */
HOMING_API homing_status homing_token(homing_session *session, const homing_account *account, const char *access, homing_job **out);

/* The same as the client's first SASL response, in base64 without line breaks. mechanism: XOAUTH2, which is all that Microsoft knows, or
 * OAUTHBEARER (RFC 7628), which names the account's "server" where it is set. The user in it is the account's "username", else its
 * address.
 *     homing_sasl(session, account, "smtp", "XOAUTH2", &job);   // then AUTH XOAUTH2 and homing_result_secret */
HOMING_API homing_status homing_sasl(homing_session *session, const homing_account *account, const char *access, const char *mechanism,
                                     homing_job **out);

/* Erases the sign-in that is kept, and revokes it where the server can (RFC 7009; Microsoft cannot). Otherwise as homing_token.
 *     homing_sign_out(session, account, &job); */
HOMING_API homing_status homing_sign_out(homing_session *session, const homing_account *account, homing_job **out);

/* Tells what an error text means (`size` bytes, as people paste them: with the words of libraries and logs around it, cut off,
 * in several lines), who can mend it and how. Its document, manifests/schema/explanation.schema.json, lists "matches", best
 * first; where nothing fits it is empty, and "unknown" says what to send to whom. Of more than 256 KiB the beginning and the
 * end are read. Nothing of the text is repeated, so no secret in it is. Otherwise as homing_resolve; it asks nobody, so the
 * job has ended when the function returns.
 *     homing_explain(session, text, strlen(text), &job); */
HOMING_API homing_status homing_explain(homing_session *session, const char *text, size_t size, homing_job **out);

/* Tells the ways to send mail for a mail domain ("contoso.example"): client submission, relay, Direct Send, High Volume Email, Azure
 * Communication Services, Microsoft Graph; each with its server, sign-in, limits and needs, whether it fits, and what the domain's
 * DNS says about it (MX, SPF, DMARC, DKIM). Its document: manifests/schema/sending.schema.json. Nothing is sent, and no mail server
 * is contacted. Otherwise as homing_resolve.
 *     homing_options_to_send(session, "contoso.example", &job);   // then "/options/0/fits", "/options/0/why" */
HOMING_API homing_status homing_options_to_send(homing_session *session, const char *domain, homing_job **out);

/* The formats that homing_export writes, as JSON: {"homing":"1","formats":[{"name","for","kind","sentence"}]}; kind: "sends", "reads"
 * or "mail" (what the program does with the account), "publish" (for a domain's DNS and web server) or "code". Lives for ever. NULL
 * without memory. */
HOMING_API const char *homing_export_formats(void);

/* Writes another program's configuration for an account: finds the settings, chooses a server and a way to sign in that the program
 * can use, and writes `format`, such as "msmtp". Its document: manifests/schema/export.schema.json: "/outcome" is written, with
 * "/files" and what must still be done in "/notes", or impossible, with "/why_not". No file is touched. The account's protocols, method,
 * username, server and client_id count; its secret is never written: files name a command that gets it, such as `homing token`, or the
 * program asks. A format of kind "publish" takes a mail domain as well. Otherwise as homing_resolve, and HOMING_INVALID_REQUEST for a
 * format that does not exist (a job is handed out then, too, whose sentence names those that do).
 *     homing_export(session, account, "msmtp", &job);   // then "/files/0/text" */
HOMING_API homing_status homing_export(homing_session *session, const homing_account *account, const char *format, homing_job **out);

/* Any operation as JSON in, JSON out: {"op":"resolve","address":"..."}, {"op":"check","address":"...","text":"..."},
 * {"op":"audit","domain":"..."}, {"op":"options-to-send","domain":"..."}, {"op":"export","address":"...","format":"msmtp"},
 * {"op":"export-formats"}, {"op":"verify","address":"...","password":"..."},
 * {"op":"send-test","address":"...","password":"...","to":"..."}, {"op":"authorize","address":"..."},
 * {"op":"token","address":"...","access":"imap"}, {"op":"sasl",...,"mechanism":"XOAUTH2"}, {"op":"sign-out","address":"..."},
 * {"op":"explain","text":"..."}, {"op":"options"}, {"op":"version"} (manifests/schema/request.schema.json). As homing_resolve,
 * and HOMING_INVALID_REQUEST, which also hands out a job. A token is had by homing_result_secret.
 * A secret in a request is kept no longer than others, but the request itself is not wiped.
 *     homing_call(session, "{\"op\":\"resolve\",\"address\":\"ada@contoso.example\"}", &job); */
HOMING_API homing_status homing_call(homing_session *session, const char *request, homing_job **out);

/* The job's number in this process, for homing_cancel; never 0. 0 for NULL. */
HOMING_API uint32_t homing_job_id(const homing_job *job);

/* Works, in this thread, until the job has ended (HOMING_OK: it has a result), or until timeout_ms have passed
 * (HOMING_PENDING: call again). timeout_ms: 0 works without waiting; negative: until the job's own deadline (deadline_ms).
 * Meanwhile it works for the other jobs of the session too.
 * Errors: HOMING_CANCELLED, HOMING_INVALID_ADDRESS and HOMING_INVALID_REQUEST (as at the start), HOMING_NO_MEMORY (the job
 * goes on at the next call). Calling it again after the end returns the same at once.
 *     while (homing_job_run(job, 50) == HOMING_PENDING) keep_the_window_alive(); */
HOMING_API homing_status homing_job_run(homing_job *job, int32_t timeout_ms);

/* The next thing that happened, as JSON: {"event":"asked","job":1,"ms":0.1,"question":"MX contoso.example"}; "asked", "heard",
 * "step" (of a verification), "open", "code", "waiting" (of a sign-in), "done" (manifests/schema/event.schema.json). NULL: nothing
 * more for now. Borrowed until the next call on this job. Of those
 * never pulled the last 512 are kept.
 *     while ((event = homing_job_event(job)) != NULL) puts(event); */
HOMING_API const char *homing_job_event(homing_job *job);

/* Has events delivered instead of pulled: `listener(event, context)` is called only inside homing_job_run of this job, in
 * the thread that called it; `event` is borrowed for the call. Other than 0 from it cancels the job, and ends the delivery. It must not
 * run or free this job. NULL ends the delivery. `release(context)`, if not NULL, is called once when the listener is
 * replaced or the job freed.
 *     homing_job_listen(job, show_progress, window, NULL); */
typedef int32_t (*homing_listener)(const char *event, void *context);
HOMING_API homing_status homing_job_listen(homing_job *job, homing_listener listener, void *context, void (*release)(void *context));

/* The result of a job that has ended well. *out: a new object each time, or NULL.
 * Errors: HOMING_NOT_READY, HOMING_CANCELLED, HOMING_INVALID_ADDRESS, HOMING_INVALID_REQUEST, HOMING_INVALID_ARGUMENT,
 * HOMING_INVALID_HANDLE, HOMING_NO_MEMORY.
 *     if (homing_job_result(job, &result) == HOMING_OK) puts(homing_result_json(result)); */
HOMING_API homing_status homing_job_result(homing_job *job, homing_result **out);

/* Why the job was refused, as a sentence; "" where it was not, and for NULL. Borrowed from the job. */
HOMING_API const char *homing_job_error(const homing_job *job);

/* For a refused address: the byte offset in the text as it was passed in. 0 otherwise. */
HOMING_API size_t homing_job_error_position(const homing_job *job);

/* Frees the job; NULL is fine. A job that still runs is cancelled. Its results live on. */
HOMING_API void homing_job_free(homing_job *job);

/* Ends a job from any thread, by its number: its homing_job_run returns HOMING_CANCELLED soon. Safe after the job has ended or
 * was freed: then it returns HOMING_NO_SUCH_JOB.
 *     uint32_t id = homing_job_id(job);   // keep the number, not the job
 *     homing_cancel(id);                  // in the thread that closes the window */
HOMING_API homing_status homing_cancel(uint32_t job_id);

/* ---- Results ----------------------------------------------------------------------------------------------------- */

/* The whole document as JSON text. NULL for NULL or without memory. Any thread, as all that follow. */
HOMING_API const char *homing_result_json(const homing_result *result);

/* The text at a JSON Pointer (RFC 6901), such as "/smtp/0/host"; NULL where there is no text. */
HOMING_API const char *homing_result_text(const homing_result *result, const char *pointer);

/* The whole number at a JSON Pointer, such as "/smtp/0/port"; `otherwise` where there is none. Milliseconds are rounded. */
HOMING_API int64_t homing_result_number(const homing_result *result, const char *pointer, int64_t otherwise);

/* How many elements the list at a JSON Pointer has, such as "/imap"; 0 where there is no list.
 *     for (i = 0; i < homing_result_count(result, "/advice"); ++i) ... */
HOMING_API size_t homing_result_count(const homing_result *result, const char *pointer);

/* The part of the document at a JSON Pointer, as JSON text; "" is the whole. NULL where there is no such place.
 *     homing_result_part(result, "/oauth2/scopes/imap");  // ["https://outlook.office.com/IMAP.AccessAsUser.All"] */
HOMING_API const char *homing_result_part(const homing_result *result, const char *pointer);

/* The token or SASL response of homing_token or homing_sasl; NULL where there is none. It is wiped when the result is freed. */
HOMING_API const char *homing_result_secret(const homing_result *result);

/* With option trace=on: every question and answer as an answers file (manifests/schema/answers.schema.json), which option
 * `answers` replays; else NULL. */
HOMING_API const char *homing_result_trace(const homing_result *result);

/* Frees the result and all that was borrowed from it; NULL is fine. */
HOMING_API void homing_result_free(homing_result *result);

/* ---- Very many at once ------------------------------------------------------------------------------------------- */

/* Makes an object that resolves very many addresses and domains: a hundred thousand lines a second where the name server keeps up
 * and option staged=on leaves the domains whose mail exchangers decide at that, and within a few megabytes whatever their number.
 * Each domain is asked once for all lines that are under way, and again only when it is long ago.
 * in_order: 1 gives the documents in the order of the lines, 0 as they are ready. most: how many lines may be worked on at once;
 * 0: as many as do well. It keeps what it needs of the session. Any thread.
 *     homing_bulk_new(session, 1, 0, &bulk);
 *     while (read_line(line) && homing_bulk_add(bulk, line, strlen(line)) == HOMING_OK) continue;
 *     while (homing_bulk_next(bulk, -1, &document, NULL) == HOMING_OK && document != NULL) puts(document);
 * *out: the new object, or NULL. Errors: HOMING_INVALID_ARGUMENT (out is NULL), HOMING_INVALID_HANDLE (session), HOMING_NO_MEMORY. */
HOMING_API homing_status homing_bulk_new(homing_session *session, int32_t in_order, size_t most, homing_bulk **out);

/* Adds a line of `size` bytes: an address as for homing_resolve or, where it holds no '@', a domain as for homing_resolve_domain.
 * HOMING_PENDING: there is no room; take documents and add it again.
 *     homing_bulk_add(bulk, "ada@contoso.example", 19);
 * Errors: HOMING_INVALID_ARGUMENT (text is NULL), HOMING_INVALID_HANDLE, HOMING_NO_MEMORY (it was not added). */
HOMING_API homing_status homing_bulk_add(homing_bulk *bulk, const char *text, size_t size);

/* Works, in this thread, until there is the next document, or until timeout_ms have passed (HOMING_PENDING). timeout_ms: 0 works
 * without waiting; negative: no limit. *document: JSON without line breaks, {"input":"...",...}, which goes on as
 * homing_result_json does; of a line that was refused {"input","homing","refused","position"}; NULL where no line is left.
 * Borrowed until the next call on this object. *size, which may be NULL: its length.
 * Errors: HOMING_INVALID_ARGUMENT (document is NULL), HOMING_INVALID_HANDLE, HOMING_NO_MEMORY (call again). */
HOMING_API homing_status homing_bulk_next(homing_bulk *bulk, int32_t timeout_ms, const char **document, size_t *size);

/* How many lines were added whose documents were not taken yet. 0 for NULL. */
HOMING_API size_t homing_bulk_under_way(const homing_bulk *bulk);

/* Frees the object, and ends what is under way; NULL is fine. */
HOMING_API void homing_bulk_free(homing_bulk *bulk);

#ifdef __cplusplus
}
#endif

#endif
