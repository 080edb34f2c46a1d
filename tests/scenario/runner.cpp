// Plays one scenario through the C ABI and tells every difference: homing_scenario FILE.json
#include <homing/homing.h>

#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "expectation.hpp"
#include "kept.hpp"
#include "schema.hpp"

namespace {

namespace json = boost::json;
using Complaints = std::vector<std::string>;
using homing::testing::check_schema;
using homing::testing::Kept;

template <class Handle, void (*Free)(Handle*)>
struct Freeing {
  void operator()(Handle* handle) const { Free(handle); }
};
using Options = std::unique_ptr<homing_options, Freeing<homing_options, homing_options_free>>;
using Session = std::unique_ptr<homing_session, Freeing<homing_session, homing_session_free>>;
using Job = std::unique_ptr<homing_job, Freeing<homing_job, homing_job_free>>;
using Result = std::unique_ptr<homing_result, Freeing<homing_result, homing_result_free>>;
using Account = std::unique_ptr<homing_account, Freeing<homing_account, homing_account_free>>;

void append(Complaints& all, const std::string& what, Complaints more) {
  for (std::string& complaint : more) all.push_back(what + std::move(complaint));
}

std::string text_of(const json::object& scenario, std::string_view key) {
  const json::value* const value = scenario.if_contains(key);
  return value != nullptr ? std::string(value->as_string()) : std::string();
}

// The file's name is its sentence: small letters and digits, hyphens between words.
std::string file_name_of(const std::string& sentence) {
  std::string name;
  for (const char c : sentence) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
    if (upper) name += static_cast<char>(c + 32);
    else if (plain) name += c;
    else if (!name.empty() && name.back() != '-') name += '-';
  }
  while (!name.empty() && (name.back() == '-' || name.back() == '.')) name.pop_back();
  return name;
}

// Scenarios that are played at the same time do not wait for each other's locks.
std::string folder_of(const json::object& scenario) { return std::string(FOLDER "/") + file_name_of(text_of(scenario, "scenario")); }

Session make_session(const json::object& scenario, Kept& kept, Complaints& complaints) {
  homing_options* made = nullptr;
  homing_options_new(&made);
  const Options options(made);
  const auto set = [&](const std::string& name, const std::string& value) {
    if (homing_options_set(made, name.c_str(), value.c_str()) != HOMING_OK)
      complaints.push_back("options: " + std::string(homing_options_error(made)));
  };
  if (const json::value* const given = scenario.if_contains("options")) {
    for (const auto& member : given->as_object()) set(std::string(member.key()), std::string(member.value().as_string()));
  }
  set("answers", json::serialize(scenario));
  set("store.folder", folder_of(scenario));
  set("trace", "on");
  homing_session* session = nullptr;
  if (homing_session_new(made, &session) != HOMING_OK) complaints.push_back("session: " + std::string(homing_session_error(session)));
  else kept.serve(session);
  return Session(session);
}

// The scenario's account, with its secret and how it may be tried.
Account make_account(const json::object& scenario, Complaints& complaints) {
  homing_account* made = nullptr;
  homing_account_new(text_of(scenario, "address").c_str(), &made);
  Account account(made);
  const json::value* const given = scenario.if_contains("account");
  if (given == nullptr) return account;
  for (const auto& member : given->as_object()) {
    const std::string name(member.key()), value(member.value().as_string());
    const homing_status status = name == "password"        ? homing_account_password(made, value.data(), value.size())
                                 : name == "token"         ? homing_account_token(made, value.data(), value.size())
                                 : name == "client_secret" ? homing_account_client_secret(made, value.data(), value.size())
                                                           : homing_account_set(made, name.c_str(), value.c_str());
    if (status != HOMING_OK) complaints.push_back("account: " + std::string(homing_account_error(made)));
  }
  return account;
}

// The operation of the scenario, begun.
homing_status start(const json::object& scenario, homing_session* session, homing_job** out, Complaints& complaints) {
  const std::string operation = text_of(scenario, "operation");
  if (operation == "options-to-send") return homing_options_to_send(session, text_of(scenario, "domain").c_str(), out);
  if (operation.empty()) return homing_resolve(session, text_of(scenario, "address").c_str(), out);
  const Account account = make_account(scenario, complaints);
  if (operation == "verify") return homing_verify(session, account.get(), out);
  if (operation == "authorize") return homing_authorize(session, account.get(), out);
  if (operation == "sign-out") return homing_sign_out(session, account.get(), out);
  const std::string access = text_of(scenario, "access");
  if (operation == "token") return homing_token(session, account.get(), access.c_str(), out);
  if (operation == "sasl") return homing_sasl(session, account.get(), access.c_str(), text_of(scenario, "mechanism").c_str(), out);
  return homing_send_test(session, account.get(), text_of(scenario, "to").c_str(), out);
}

const char* contract_of(const json::object& scenario) {
  const std::string operation = text_of(scenario, "operation");
  if (operation.empty()) return "result";
  if (operation == "options-to-send") return "sending";
  return operation == "verify" || operation == "send-test" ? "verification" : "sign-in";
}

void judge_timing(const json::object& scenario, const json::value& result, Complaints& complaints) {
  const double total = result.at("timing").at("total_ms").to_number<double>();
  const auto bound = [&](std::string_view key, const std::function<bool(double)>& broken) {
    const json::value* const limit = scenario.if_contains(key);
    if (limit == nullptr || !broken(limit->to_number<double>())) return;
    complaints.push_back("/timing/total_ms: " + std::string(key) + " " + json::serialize(*limit) + ", took " + std::to_string(total));
  };
  bound("within_ms", [&](double limit) { return total > limit; });
  bound("not_before_ms", [&](double limit) { return total < limit; });
}

Complaints judge(const json::object& scenario, const std::string& text) {
  Complaints complaints;
  append(complaints, std::string(contract_of(scenario)) + ".schema.json: ", check_schema(contract_of(scenario), text));
  const json::value result = json::parse(text);
  append(complaints, "", homing::testing::differences(scenario.at("expect"), result));
  judge_timing(scenario, result, complaints);
  if (const json::value* const absent = scenario.if_contains("absent")) {
    for (const json::value& pointer : absent->as_array()) {
      boost::system::error_code error;
      const json::value* const found = result.find_pointer(std::string_view(pointer.as_string()), error);
      if (found != nullptr) complaints.push_back(std::string(pointer.as_string()) + ": expected nothing, found " + json::serialize(*found));
    }
  }
  if (const json::value* const nowhere = scenario.if_contains("nowhere")) {
    json::value told = result;
    told.as_object().erase("disclosed");  // who was asked is no answer
    const std::string answer = json::serialize(told);
    for (const json::value& word : nowhere->as_array()) {
      if (answer.find(std::string_view(word.as_string())) != std::string::npos) complaints.push_back("the result says " + json::serialize(word));
    }
  }
  return complaints;
}

// Whatever is told, the account's secrets are not, nor those of the servers that the scenario names.
void demand_discretion(const json::object& scenario, const std::string& what, std::string_view told, Complaints& complaints) {
  std::vector<std::string> secrets;
  const json::value* const account = scenario.if_contains("account");
  for (const std::string_view name : {"password", "token", "client_secret"}) {
    if (account != nullptr) secrets.push_back(text_of(account->as_object(), name));
  }
  if (const json::value* const named = scenario.if_contains("secrets")) {
    for (const json::value& secret : named->as_array()) secrets.emplace_back(secret.as_string());
  }
  for (const std::string& secret : secrets) {
    if (!secret.empty() && told.find(secret) != std::string_view::npos) complaints.push_back(what + " tells the secret " + secret);
  }
}

// Events are part of the contract, too.
void judge_events(const json::object& scenario, homing_job* job, Complaints& complaints) {
  json::array all;
  while (const char* const event = homing_job_event(job)) {
    append(complaints, "event.schema.json: ", check_schema("event", event));
    demand_discretion(scenario, "an event", event, complaints);
    all.push_back(json::parse(event));
  }
  if (const json::value* const expected = scenario.if_contains("events")) append(complaints, "events", homing::testing::differences(*expected, all));
}

// What is handed out beside the result, and what is kept afterwards.
void judge_secrets(const json::object& scenario, const homing_result* result, const Kept& kept, Complaints& complaints) {
  const char* const secret = homing_result_secret(result);
  if (text_of(scenario, "handed_out") != (secret == nullptr ? "" : secret))
    complaints.push_back("handed out: " + std::string(secret == nullptr ? "nothing" : secret));
  if (const json::value* const expected = scenario.if_contains("kept_after"))
    append(complaints, "kept", homing::testing::differences(*expected, kept.now()));
}

// A trace of the run must give the same answer when it is played.
void judge_trace(const json::object& scenario, const homing_result* result, Complaints& complaints) {
  const char* const trace = homing_result_trace(result);
  append(complaints, "trace, answers.schema.json: ", check_schema("answers", trace == nullptr ? "null" : trace));
  if (trace == nullptr) return;
  demand_discretion(scenario, "the trace", trace, complaints);
  json::object again = scenario;
  for (const std::string_view section : {"dns", "http", "file", "probe", "talk"}) again.erase(section);
  const json::value read = json::parse(trace);
  for (const auto& member : read.as_object()) again[member.key()] = member.value();
  Kept kept(scenario);
  const Session session = make_session(again, kept, complaints);
  homing_job* made = nullptr;
  start(scenario, session.get(), &made, complaints);
  const Job job(made);
  homing_result* replayed = nullptr;
  if (homing_job_run(made, -1) != HOMING_OK || homing_job_result(made, &replayed) != HOMING_OK) complaints.push_back("the trace cannot be replayed");
  const Result owner(replayed);
  const std::string text = replayed == nullptr ? "{}" : homing_result_json(replayed);
  append(complaints, "replayed from its trace: ", homing::testing::differences(scenario.at("expect"), json::parse(text)));
}

Complaints play(const json::object& scenario) {
  Complaints complaints;
  Kept kept(scenario);
  const Session session = make_session(scenario, kept, complaints);
  if (!complaints.empty()) return complaints;
  homing_job* made = nullptr;
  const homing_status status = start(scenario, session.get(), &made, complaints);
  const Job job(made);
  if (!complaints.empty()) return complaints;
  if (const std::string refusal = text_of(scenario, "refused"); !refusal.empty()) {
    const std::string error = made == nullptr ? "" : homing_job_error(made);
    const bool refused = status == HOMING_INVALID_ADDRESS || status == HOMING_INVALID_REQUEST;
    const bool told = refused && error.find(refusal) != std::string::npos;
    if (!told) complaints.push_back("expected a refusal with \"" + refusal + "\", found " + homing_status_text(status) + " \"" + error + "\"");
    return complaints;
  }
  if (status != HOMING_OK) return {"address: " + std::string(made == nullptr ? homing_status_text(status) : homing_job_error(made))};
  homing_result* result = nullptr;
  if (homing_job_run(made, -1) != HOMING_OK || homing_job_result(made, &result) != HOMING_OK) return {"the job has no result"};
  const Result owner(result);
  append(complaints, "", judge(scenario, homing_result_json(result)));
  demand_discretion(scenario, "the result", homing_result_json(result), complaints);
  judge_events(scenario, made, complaints);
  judge_secrets(scenario, result, kept, complaints);
  judge_trace(scenario, result, complaints);
  if (!complaints.empty()) complaints.push_back("the whole result: " + std::string(homing_result_json(result)));
  return complaints;
}

Complaints play_file(const std::filesystem::path& path) {
  const std::string text = homing::testing::slurp(path.string());
  Complaints complaints = check_schema("scenario", text);
  if (!complaints.empty()) return complaints;
  const json::value scenario = json::parse(text);
  const std::string expected = file_name_of(text_of(scenario.as_object(), "scenario")) + ".json";
  if (expected != path.filename()) complaints.push_back("the file should be named " + expected);
  append(complaints, "", play(scenario.as_object()));
  return complaints;
}

// Each of these must be told apart from the truth, which is the first.
Complaints test_itself() {
  const std::string world = R"("scenario":"x","source":"x","address":"ada@contoso.example","dns":{"MX contoso.example":"NXDOMAIN"},)";
  const auto passes = [&](const std::string& rest) { return play(json::parse("{" + world + rest + "}").as_object()).empty(); };
  Complaints complaints;
  if (!passes(R"("expect":{"outcome":"not_found","imap":[]},"within_ms":1)")) complaints.push_back("the truth is refused");
  const std::vector<std::string> wrong{R"("expect":{"outcome":"found"})",
                                       R"("expect":{"imap":[{}]})",
                                       R"("expect":{"imap":{"length":1}})",
                                       R"("expect":{"evidence":{"none":{}}})",
                                       R"("expect":{"evidence":{"some":{"source":"file"}}})",
                                       R"("expect":{"address":"*eve*"})",
                                       R"("expect":{"nonsense":1})",
                                       R"("expect":{},"not_before_ms":1)",
                                       R"("expect":{},"absent":["/outcome"])",
                                       R"("expect":{},"nowhere":["ada@"])",
                                       R"("expect":{},"refused":"nothing")",
                                       R"("expect":{},"options":{"nonsense":"1"})",
                                       R"("expect":{},"operation":"verify","account":{"nonsense":"1"})",
                                       R"("expect":{"outcome":"ok"},"operation":"verify")",
                                       R"("expect":{"outcome":"ok"},"operation":"authorize")",
                                       R"("expect":{},"operation":"token","access":"imap","handed_out":"x")",
                                       R"("expect":{},"operation":"token","access":"imap","secrets":["signed in"])",
                                       R"("expect":{},"operation":"token","access":"imap","events":{"some":{"event":"code"}})",
                                       R"("expect":{},"operation":"sign-out","kept_after":{"user":"ada"})"};
  for (const std::string& rest : wrong) {
    if (passes(rest)) complaints.push_back("accepted: " + rest);
  }
  return complaints;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return std::fprintf(stderr, "usage: homing_scenario FILE.json | --self-test\n"), 2;
  const std::string word = words[1];
  const Complaints complaints = word == "--self-test" ? test_itself() : play_file(word);
  for (const std::string& complaint : complaints) std::fprintf(stderr, "%s\n", complaint.c_str());
  return complaints.empty() ? 0 : 1;
}
