// Every allocation of an operation fails once: the first, then the second, and so on until none is left. Whatever fails, the
// answer is HOMING_NO_MEMORY or NULL, nothing is lost, and the objects that exist go on once there is memory again.
#include <string>
#include <string_view>

#include "attempt.hpp"
#include "catch.hpp"
#include "failing_memory.hpp"
#include "silent_server.hpp"

namespace {

constexpr const char* answers = HOMING_SOURCE_DIR "/tests/capi/answers.json";
constexpr const char* published =
    "<clientConfig><emailProvider id='contoso.example'><domain>contoso.example</domain><displayName>Contoso</displayName>"
    "<incomingServer type='imap'><hostname>imap.contoso.example</hostname><port>993</port><socketType>SSL</socketType>"
    "<authentication>OAuth2</authentication><username>%EMAILADDRESS%</username></incomingServer>"
    "<outgoingServer type='smtp'><hostname>smtp.contoso.example</hostname><port>99999</port></outgoingServer>"
    "</emailProvider></clientConfig>";

int32_t hear(const char* event, void*) {
  expect(event != nullptr && event[0] == '{', "an event that is no document");
  return 0;
}

void prove(homing_session* session, const char* address, bool send) {
  if (session == nullptr) return;
  homing_account* raw = nullptr;
  if (!worked(homing_account_new(address, &raw), "homing_account_new")) return expect(raw == nullptr, "an account without memory for it");
  const AccountHandle account(raw);
  if (!worked(homing_account_password(raw, "correct-horse", 13), "homing_account_password")) return;
  if (!worked(homing_account_set(raw, "protocols", "imap,smtp"), "homing_account_set")) return;
  homing_job* job = nullptr;
  const homing_status status = send ? homing_send_test(session, raw, "grace@contoso.example", &job) : homing_verify(session, raw, &job);
  run_and_read(status, job, send ? "homing_send_test" : "homing_verify");
}

void resolve(homing_session* session, const char* address) {
  if (session == nullptr) return;
  homing_job* job = nullptr;
  const homing_status status = homing_resolve(session, address, &job);
  run_and_read(status, job, "homing_resolve");
}

void offline() {
  const SessionHandle session = open({{"offline", "on"}, {"trace", "on"}});
  resolve(session.get(), "Ada Lovelace <Ada@Outlook.com>");
}

void with_answers() {
  const SessionHandle session = open({{"answers", answers}, {"trace", "on"}});
  for (const char* const address : {"ada@contoso.example", "ada@fabrikam.example", "ada@litware.example",
                                    "ada@b\xC3\xBC"
                                    "cher.example"}) {
    resolve(session.get(), address);
  }
}

void with_a_listener() {
  const SessionHandle session = open({{"answers", answers}});
  homing_job* raw = nullptr;
  if (!session || !worked(homing_resolve(session.get(), "ada@fabrikam.example", &raw), "homing_resolve")) return;
  const JobHandle job(raw);
  worked(homing_job_listen(raw, hear, nullptr, nullptr), "homing_job_listen");
  finish(raw, 5000);
}

void many_at_once() {
  const SessionHandle session = open({{"answers", answers}});
  if (!session) return;
  homing_job* first = nullptr;
  homing_job* second = nullptr;
  const homing_status status = homing_resolve(session.get(), "ada@fabrikam.example", &first);
  const JobHandle owner(first);
  const homing_status second_status = homing_resolve(session.get(), "ada@litware.example", &second);
  run_and_read(second_status, second, "homing_resolve");
  if (worked(status, "homing_resolve")) finish(first, 5000);
}

void checking() {
  const SessionHandle session = open({{"offline", "on"}});
  if (!session) return;
  homing_job* job = nullptr;
  const homing_status status = homing_check(session.get(), published, std::char_traits<char>::length(published), "ada@contoso.example", &job);
  run_and_read(status, job, "homing_check");
}

void explaining() {
  const SessionHandle session = open({{"offline", "on"}});
  if (!session) return;
  constexpr std::string_view text =
      "535-5.7.139 Authentication unsuccessful,\r\n535 5.7.139 basic authentication is disabled. 334 eyJzdGF0dXMiOiI0MDAifQ==";
  homing_job* job = nullptr;
  const homing_status status = homing_explain(session.get(), text.data(), text.size(), &job);
  run_and_read(status, job, "homing_explain");
}

void calling() {
  const SessionHandle session = open({{"answers", answers}});
  if (!session) return;
  for (const char* const request : {R"({"op":"version"})", R"({"op":"options"})", R"({"op":"resolve","address":"ada@contoso.example"})"}) {
    homing_job* job = nullptr;
    const homing_status status = homing_call(session.get(), request, &job);
    run_and_read(status, job, "homing_call");
  }
  homing_options_table();
}

void refused() {
  const SessionHandle session = open({{"offline", "on"}});
  if (!session) return;
  homing_job* raw = nullptr;
  const homing_status status = homing_resolve(session.get(), "ada lovelace@contoso.example", &raw);
  const JobHandle job(raw);
  expect(status == HOMING_INVALID_ADDRESS || status == HOMING_NO_MEMORY, "homing_resolve of a malformed address");
  expect((raw != nullptr) == (status == HOMING_INVALID_ADDRESS), "a job without its status");
}

void with_an_installed_catalogue() {
  const SessionHandle session = open({{"offline", "on"}, {"catalog.dir", HOMING_SOURCE_DIR "/tests/capi/catalogue"}});
  resolve(session.get(), "ada@northwind.example");
}

void on_a_silent_network() {
  static const SilentServer server;
  const SessionHandle session = open({{"dns.servers", server.address()}, {"deadline_ms", "2"}});
  resolve(session.get(), "ada@contoso.example");
}

// With memory again every line has its document, once and in its order.
void take_all(homing_bulk* bulk, std::size_t lines) {
  std::size_t taken = 0;
  while (taken <= lines) {
    const char* document = nullptr;
    const homing_status status = homing_bulk_next(bulk, 5000, &document, nullptr);
    if (!worked(status, "homing_bulk_next") && !plenty_after_failure()) return;
    if (status == HOMING_OK && document == nullptr) break;
    taken += status == HOMING_OK ? 1 : 0;
  }
  expect(taken == lines, "a line without its document");
}

void add_and_take(const SessionHandle& session) {
  if (!session) return;
  homing_bulk* raw = nullptr;
  if (!worked(homing_bulk_new(session.get(), 1, 0, &raw), "homing_bulk_new")) return expect(raw == nullptr, "a bulk without memory");
  const BulkHandle bulk(raw);
  std::size_t added = 0;
  for (const std::string_view line : {"ada@contoso.example", "ada@fabrikam.example", "eve@fabrikam.example", "ada@outlook.com", "no address@"})
    added += worked(homing_bulk_add(raw, line.data(), line.size()), "homing_bulk_add") ? 1 : 0;
  take_all(raw, added);
}

void in_bulk() { add_and_take(open({{"answers", answers}, {"staged", "on"}})); }

void exporting() {
  const SessionHandle session = open({{"answers", answers}});
  if (!session) return;
  homing_export_formats();
  for (const char* const format : {"thunderbird", "no format"}) {
    homing_account* raw = nullptr;
    if (!worked(homing_account_new("ada@fabrikam.example", &raw), "homing_account_new")) return;
    const AccountHandle account(raw);
    homing_job* job = nullptr;
    const homing_status status = homing_export(session.get(), raw, format, &job);
    const JobHandle refused(status == HOMING_INVALID_REQUEST ? job : nullptr);
    if (status != HOMING_INVALID_REQUEST) run_and_read(status, job, "homing_export");
  }
}

// An answer may be lost for want of memory; the talk then ends at its time.
void proving() {
  const SessionHandle session = open({{"answers", answers}, {"trace", "on"}, {"verify.deadline_ms", "1000"}});
  prove(session.get(), "ada@fabrikam.example", false);
}

void sending() {
  const SessionHandle session = open({{"answers", answers}, {"verify.deadline_ms", "1000"}});
  prove(session.get(), "ada@litware.example", true);
}

constexpr Operation operations[] = {{"offline", offline},
                                    {"with answers", with_answers},
                                    {"with a listener", with_a_listener},
                                    {"many at once", many_at_once},
                                    {"checking", checking},
                                    {"explaining", explaining},
                                    {"calling", calling},
                                    {"refused", refused},
                                    {"with an installed catalogue", with_an_installed_catalogue},
                                    {"in bulk", in_bulk},
                                    {"exporting", exporting},
                                    {"proving", proving},
                                    {"sending", sending},
                                    {"on a silent network", on_a_silent_network}};

}  // namespace

TEST_CASE("When one allocation fails, the very first included, the answer says so and work goes on") {
  for (const Operation& operation : operations) fail_each(operation, false, false);
}

TEST_CASE("When memory stays away, nothing crashes and everything comes back with it") {
  for (const Operation& operation : operations) fail_each(operation, true, false);
}

TEST_CASE("When an allocation fails, nothing is lost") {
  for (const Operation& operation : operations) {
    operation.run();  // what is made once for ever is made now
    fail_each(operation, false, true);
  }
}
