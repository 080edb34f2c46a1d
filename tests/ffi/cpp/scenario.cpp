// The scenario in C++17: reads what is given as lines of name=value, prints what came out as one line of JSON.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <thread>
#include <vector>

#include "homing/homing.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using Values = std::initializer_list<std::pair<const char*, std::string>>;

std::map<std::string, std::string> given;
std::map<std::string, std::string> told;  // in JSON

void must(bool truth, const std::string& words) {
  if (truth) return;
  std::fprintf(stderr, "%s\n", words.c_str());
  std::exit(1);
}

template <class T>
T good(homing::Expected<T> value) {
  must(static_cast<bool>(value), value ? "" : value.error().sentence);
  return *std::move(value);
}

template <class T>
homing::Error refused(const homing::Expected<T>& value) {
  must(!value, "it was not refused");
  return value.error();
}

homing::Result done(homing::Expected<homing::Job> job) { return good(good(std::move(job)).wait()); }

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }
std::string text(const homing::Result& result, const char* pointer) { return quoted(result.text(pointer).value_or("")); }
std::string truth(const homing::Result& result, const char* pointer) { return std::string(result.part(pointer).value_or("null")); }
bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// The value of a member of a flat document, such as an event.
std::string member(std::string_view document, const std::string& name) {
  const std::size_t begin = document.find('"' + name + "\":\"");
  if (begin == std::string_view::npos) return {};
  const std::size_t value = begin + name.size() + 4;
  return std::string(document.substr(value, document.find('"', value) - value));
}

homing::Session session(Values values) {
  homing::Options options;
  for (const auto& [name, value] : values) good(options.set(name, value));
  return good(homing::Session::open(options));
}

homing::Account account(const std::string& address, Values values = {}) {
  homing::Account made(address);
  for (const auto& [name, value] : values) good(made.set(name, value));
  return made;
}

std::string one_decimal(double number) {
  char shown[32];
  std::snprintf(shown, sizeof shown, "%.1f", number);
  return shown;
}

double milliseconds(Clock::time_point since) { return std::chrono::duration<double, std::milli>(Clock::now() - since).count(); }

void the_library() {
  told["abi"] = std::to_string(homing_abi_version());
  must(!homing::version().empty(), "it has a version");
  const homing::Options options;
  int stale = 0;  // there is no table here: each name of the library's can be asked for
  const std::string table(homing::Options::table().value_or(""));
  for (std::size_t at = table.find("\"name\":\""); at != std::string::npos; at = table.find("\"name\":\"", at + 1)) {
    stale += options[member(table.substr(at), "name").c_str()] ? 0 : 1;
  }
  told["options.stale"] = std::to_string(stale);
}

void what_is_refused(homing::Session& offline) {
  homing::Options options;
  const homing::Error unknown = refused(options.set("no.such.option", "on"));
  must(contains(unknown.sentence, "no.such.option"), unknown.sentence);
  told["unknown_option.status"] = std::to_string(unknown.status);
  told["invalid_value.status"] = std::to_string(refused(options.set("deadline_ms", "soon")).status);
  const homing::Error address = refused(offline.resolve(given["invalid"]));
  told["invalid_address.status"] = std::to_string(address.status);
  told["invalid_address.position"] = std::to_string(address.position);
  must(contains(address.sentence, "space"), address.sentence);
  told["invalid_request.status"] = std::to_string(refused(offline.call("{")).status);
  told["account.status"] = std::to_string(refused(account("ada@contoso.example").set("flow", "pigeon")).status);
}

void one_address(homing::Session& offline) {
  const homing::Result result = done(offline.resolve(given["address"]));
  told["resolve.outcome"] = text(result, "/outcome");
  told["resolve.imap"] = text(result, "/imap/0/host");
  told["resolve.port"] = std::to_string(result.number("/imap/0/port", 0));
  told["resolve.kind"] = text(result, "/mailbox/kind");
  told["resolve.count"] = std::to_string(result.count("/imap"));
  must(!result.text("/nowhere") && result.number("/nowhere", 7) == 7, "what is not there");
}

void an_error_text(homing::Session& offline) {
  const homing::Result result = done(offline.explain(given["error"]));
  told["explain.id"] = text(result, "/matches/0/id");
  told["explain.who"] = text(result, "/matches/0/who");
}

void tell_events(homing::Job& job) {
  std::string first, last, steps;
  while (const auto event = job.event()) {
    last = member(*event, "event");
    if (first.empty()) first = last;
    if (last == "step" && member(*event, "protocol") == "imap") steps += (steps.empty() ? "" : " ") + member(*event, "step");
  }
  told["events.first"] = quoted(first);
  told["events.last"] = quoted(last);
  told["events.steps"] = quoted(steps);
}

void an_account() {
  homing::Session replayed = session({{"answers", given["answers"]}, {"trace", "on"}});
  homing::Account who = account(given["replayed"], {{"protocols", "imap,smtp"}});
  good(who.password(given["replayed.password"]));
  homing::Job job = good(replayed.verify(who));
  const homing::Result proof = good(job.wait());
  told["verify.outcome"] = text(proof, "/outcome");
  told["verify.imap"] = truth(proof, "/protocols/imap/ok");
  told["verify.smtp"] = truth(proof, "/protocols/smtp/ok");
  must(!contains(*proof.json(), given["replayed.password"]) && !contains(*proof.trace(), given["replayed.password"]), "the password is shown");
  tell_events(job);
  homing::Account sender = account(given["sending"]);
  good(sender.token("xxxxxxxxx"));
  good(sender.password("xxxxxxxxx"));
  told["send.sent"] = truth(done(replayed.send_test(sender, "grace@contoso.example")), "/sent");
  homing::Job heard = good(replayed.resolve(given["replayed"]));
  good(heard.listen([](std::string_view event) {
    told["listen.last"] = quoted(member(event, "event"));
    return 0;
  }));
  good(heard.wait());
  homing::Job unwanted = good(replayed.resolve(given["replayed"]));
  good(unwanted.listen([](std::string_view) { return 1; }));
  must(refused(unwanted.wait()).status == HOMING_CANCELLED, "a listener cancels");
}

using Kept = std::map<std::string, std::string>;

class Place : public homing::Store {
 public:
  explicit Place(Kept& kept) : kept_(kept) {}
  bool get(const char* key, std::optional<std::string>& value) override {
    if (kept_.count(key) != 0) value = kept_[key];
    return true;
  }
  bool put(const char* key, std::string_view value) override { return kept_.insert_or_assign(key, std::string(value)).first != kept_.end(); }
  bool erase(const char* key) override { return kept_.erase(key) <= 1; }

 private:
  Kept& kept_;
};

class Broken : public homing::Store {
 public:
  bool get(const char*, std::optional<std::string>&) override { return false; }
  bool put(const char*, std::string_view) override { return false; }
  bool erase(const char*) override { return false; }
};

void a_sign_in() {
  Kept kept;
  homing::Session signs = session({{"answers", given["sign_in"]}, {"oauth.client_id", "client-of-a-test"}, {"store.folder", given["folder"]}});
  good(signs.keep_in(std::make_unique<Place>(kept)));
  good(signs.store_key(std::string(32, 'k')));
  homing::Account who = account(given["signing_in"], {{"flow", "device"}, {"access", "imap,smtp"}});
  good(account(given["signing_in"]).client_secret("sssssssss"));
  told["unsigned.id"] = text(done(signs.token(who, "imap")), "/diagnosis/id");
  homing::Job job = good(signs.authorize(who));
  told["authorize.outcome"] = text(good(job.wait()), "/outcome");
  while (const auto event = job.event()) {
    if (member(*event, "event") == "code") told["authorize.code"] = quoted(member(*event, "code"));
  }
  const homing::Result token = done(signs.token(who, "imap"));
  told["token.secret"] = quoted(token.secret().value_or(""));
  must(!kept.empty() && !contains(*token.json(), *token.secret()), "the token is shown");
  told["sasl.secret"] = quoted(done(signs.sasl(who, "smtp", "XOAUTH2")).secret().value_or(""));
  told["sign_out.outcome"] = text(done(signs.sign_out(who)), "/outcome");
  must(kept.empty(), "the sign-in is erased");
  good(signs.keep_in(std::make_unique<Broken>()));
  told["broken_store.id"] = text(done(signs.token(who, "imap")), "/diagnosis/id");
}

// Milliseconds from the cancel in another thread to the end of the wait.
double cancelled(homing::Session& silent, const std::string& address) {
  homing::Job job = good(silent.resolve(address));
  Clock::time_point since;
  std::thread other([cancel = job.canceller(), &since] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    since = Clock::now();
    must(cancel(), "it is cancelled");
  });
  must(refused(job.wait()).status == HOMING_CANCELLED, "it says so");
  other.join();
  must(!job.canceller()(), "the job has ended");
  return milliseconds(since);
}

void cancels() {
  homing::Session silent = session({{"dns.servers", given["silent"]}, {"deadline_ms", "20000"}});
  told["cancel.ms"] = one_decimal(cancelled(silent, "ada@contoso.example"));
}

void the_rest(homing::Session& offline) {
  told["domain.outcome"] = text(done(offline.resolve_domain("outlook.com")), "/outcome");
  told["call.version"] = text(done(offline.call(R"({"op":"version"})")), "/homing");
  told["check.outcome"] = text(done(offline.check(given["published"], "ada@fabrikam.example")), "/outcome");
  homing::Session replayed = session({{"answers", given["answers"]}});
  told["audit.domain"] = text(done(replayed.audit("fabrikam.example")), "/domain");
  told["sending.count"] = done(replayed.options_to_send("contoso.example")).count("/options") > 3 ? "true" : "false";
  told["formats.told"] = contains(homing::export_formats().value_or(""), "\"msmtp\"") ? "true" : "false";
  const homing::Account who = account(given["replayed"]);
  const homing::Result written = done(replayed.export_as(who, "msmtp"));
  told["export.outcome"] = text(written, "/outcome");
  told["export.file"] = text(written, "/files/0/name");
  told["no_format.status"] = std::to_string(refused(replayed.export_as(who, "no-such-format")).status);
  homing::Bulk bulk = good(homing::Bulk::open(replayed, true));
  for (const char* line : {"ada@fabrikam.example", "b\u00fccher.example"}) must(good(bulk.add(line)), "there is room");
  std::string inputs;
  while (bulk.under_way() != 0) inputs += (inputs.empty() ? "" : " ") + member(good(bulk.next(-1)).value_or(""), "input");
  told["bulk.inputs"] = quoted(inputs);
  homing::Job job = good(replayed.resolve("ada@fabrikam.example"));
  while (good(replayed.next(-1)) != job.id()) continue;
  must(good(job.run(0)) && good(replayed.run(0)), "it has ended");
}

long resident_kilobytes() {
  long all = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

double median_call(homing::Session& offline) {
  std::vector<double> all;
  for (int left = std::stoi(given["calls"]); left > 0; --left) {
    const Clock::time_point since = Clock::now();
    must(done(offline.resolve(given["address"])).json().has_value(), "there is a document");
    all.push_back(milliseconds(since) * 1000);
  }
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

void very_often(homing::Session& offline) {
  median_call(offline);
  const long before = resident_kilobytes();
  told["call.us"] = one_decimal(median_call(offline));
  told["growth.kb"] = std::to_string(resident_kilobytes() - before);
}

homing::Session in_lab(const std::string& server) {
  return session({{"dns.servers", server},
                  {"tls.ca_file", given["lab.ca"]},
                  {"store.folder", given["folder"]},
                  {"oauth.client_id", given["lab.client"]},
                  {"deadline_ms", "20000"}});
}

void the_lab() {
  Kept kept;
  homing::Session here = in_lab(given["lab.dns"]);
  good(here.keep_in(std::make_unique<Place>(kept)));
  told["lab.resolve.imap"] = text(done(here.resolve(given["lab.address"])), "/imap/0/host");
  homing::Account right = account(given["lab.address"]), wrong = account(given["lab.address"]);
  good(right.password(given["lab.password"]));
  good(wrong.password("never-a-good-password"));
  const homing::Result proof = done(here.verify(right)), failure = done(here.verify(wrong));
  told["lab.verify.outcome"] = text(proof, "/outcome");
  told["lab.verify.imap"] = truth(proof, "/protocols/imap/ok");
  told["lab.wrong.outcome"] = text(failure, "/outcome");
  told["lab.wrong.next"] = text(failure, "/protocols/imap/next");
  told["lab.send.sent"] = truth(done(here.send_test(right, given["lab.to"])), "/sent");
  homing::Account app = account(given["lab.app"], {{"flow", "app"}, {"access", "imap,pop3,smtp"}});
  good(app.client_secret(given["lab.client_secret"]));
  told["lab.unsigned.id"] = text(done(here.token(app, "imap")), "/diagnosis/id");
  told["lab.authorize.outcome"] = text(done(here.authorize(app)), "/outcome");
  const homing::Result token = done(here.token(app, "imap"));
  told["lab.token"] = token.secret().value_or("").size() > 20 && !contains(*token.json(), *token.secret()) && !kept.empty() ? "true" : "false";
  told["lab.sign_out.outcome"] = text(done(here.sign_out(app)), "/outcome");
  homing::Session dead = in_lab(given["lab.dead"]);
  told["lab.cancel.ms"] = one_decimal(cancelled(dead, given["lab.address"]));
}

}  // namespace

int main() {
  must(homing::is_compatible(), "the library has ABI version " + std::to_string(homing_abi_version()));
  for (std::string line; std::getline(std::cin, line);) given[line.substr(0, line.find('='))] = line.substr(line.find('=') + 1);
  homing::Session offline = session({{"offline", "on"}});
  the_library();
  what_is_refused(offline);
  one_address(offline);
  an_error_text(offline);
  an_account();
  a_sign_in();
  cancels();
  the_rest(offline);
  very_often(offline);
  if (!given["lab.ca"].empty()) the_lab();
  std::string json;
  for (const auto& [name, value] : told) json += (json.empty() ? "" : ",") + quoted(name) + ":" + value;
  std::printf("{%s}\n", json.c_str());
}
