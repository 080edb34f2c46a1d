// The JSON door: the same operations as one document in, one document out.
#include <algorithm>
#include <array>

#include "emit/formats.hpp"
#include "model/json_writer.hpp"
#include "model/utf8.hpp"
#include "operations.hpp"
#include "read/json_node.hpp"
#include "version.hpp"

namespace homing {
namespace {

std::string version_json() {
  std::string json;
  JsonWriter(json).element([](auto& out) {
    out.text("homing", "1");
    out.text("version", version_text);
    out.number("abi", abi_version);
  });
  return json;
}

// What a request says of an account; names it does not know are other operations'.
Expected<void> read_account(const JsonNode& node, Account& account) {
  account.address = node["address"].required();
  for (const std::string_view name : {"protocols", "method", "username", "server", "ports", "find", "from", "dsn", "subject", "text", "via", "flow",
                                      "access", "client_id", "redirect", "certificate", "tenant", "issuer", "user"}) {
    if (!node[name].present()) continue;
    if (const Expected<void> set = account.set(name, node[name].text()); !set) return set;
  }
  for (const auto& [name, kind] : {std::pair("password", Account::Kind::password), std::pair("token", Account::Kind::token)}) {
    if (!node[name].present()) continue;
    if (const Expected<void> set = account.set_secret(kind, node[name].text()); !set) return set;
  }
  return node["client_secret"].present() ? account.set_client_secret(node["client_secret"].text()) : Expected<void>();
}

bool is_about_account(std::string_view operation) {
  constexpr std::array<std::string_view, 7> all{"export", "verify", "send-test", "authorize", "token", "sasl", "sign-out"};
  return std::find(all.begin(), all.end(), operation) != all.end();
}

}  // namespace

std::shared_ptr<Job> Operations::call(std::string_view request) {
  const auto refused = [this](std::string sentence) { return refused_job({std::move(sentence), 0}); };
  const auto ready = [this](std::string document) {
    std::shared_ptr<Job> job = new_job();
    job->result->document = std::move(document);
    job->state = JobState::done;
    return job;
  };
  const Expected<boost::json::value> parsed = parse_json(request);
  if (!parsed) return refused("The request is no JSON document. " + parsed.error().sentence);
  std::optional<Fault> fault;
  const JsonNode node(&*parsed, "", fault);
  const std::string operation = node["op"].required();
  const std::string address = node["address"].text();
  const std::string domain = node["domain"].text();
  const std::string text = node["text"].text();
  if (fault) return refused("The request: " + fault->sentence);
  if (operation == "resolve") return node["domain"].present() ? resolve_domain(domain) : resolve(address);
  if (operation == "audit") return audit(domain);
  if (is_about_account(operation)) {
    Account account;
    const Expected<void> read = read_account(node, account);
    const std::string to = node["to"].text(), access = node["access"].text(), mechanism = node["mechanism"].text(), format = node["format"].text();
    if (fault) return refused("The request: " + fault->sentence);
    if (!read) return refused("The request: " + read.error().sentence);
    if (operation == "export") return export_as(account, format);
    if (operation == "authorize") return authorize(account);
    if (operation == "token") return token(account, access);
    if (operation == "sasl") return sasl(account, access, mechanism);
    if (operation == "sign-out") return sign_out(account);
    return operation == "verify" ? verify(account) : send_test(account, to);
  }
  if (operation == "options-to-send") return options_to_send(domain);
  if (operation == "check") return check(address, text);
  if (operation == "explain") return node["text"].present() ? explain(text) : refused("The request: /text: expected an error text.");
  if (operation == "options") return ready(option_table_json());
  if (operation == "export-formats") return ready(formats_json());
  if (operation == "version") return ready(version_json());
  return refused(
      "The request: /op: expected one of resolve check audit export verify send-test authorize token sasl sign-out options-to-send explain options "
      "export-formats version, "
      "found \"" +
      to_utf8(operation, 100) + "\".");
}

}  // namespace homing
