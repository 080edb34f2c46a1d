#include "read/answers.hpp"

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>

#include "crypto/base64.hpp"
#include "model/ascii.hpp"
#include "model/utf8.hpp"
#include "read/json_node.hpp"

namespace homing {
namespace {

using std::chrono::milliseconds;
constexpr std::int64_t longest_delay = 600000;
constexpr std::int64_t longest_ttl = 2147483647;  // RFC 2181 section 8

Heard read_failure(const JsonNode& node, const std::string& text) {
  const std::optional<Heard> heard = from_word<Heard>(text);
  if (heard && *heard != Heard::answered) return *heard;
  node.refuse("one of NXDOMAIN SERVFAIL TIMEOUT REFUSED CERTIFICATE TOO_LARGE PROTOCOL PRIVATE_ADDRESS");
  return Heard::server_failure;
}

std::vector<std::string> read_records(const JsonNode& list) {
  std::vector<std::string> records;
  for (const JsonNode& item : list.items()) {
    if (!item.is_string()) item.refuse("a string");
    records.push_back(item.text());  // an empty one is a TXT record without text
  }
  return records;
}

// The members that any answer may have.
void read_common(const JsonNode& node, TimedAnswer& result) {
  result.delay = milliseconds(node["delay_ms"].number(0, longest_delay, 0));
  if (!node["error"].present()) return;
  result.answer.heard = read_failure(node["error"], node["error"].text());
  result.answer.detail = node["detail"].text();
}

// What DNS and probes have in common: a failure's word, a list of records, or an object with one of them.
TimedAnswer read_listed(const JsonNode& node) {
  TimedAnswer result;
  if (node.is_string()) {
    result.answer.heard = read_failure(node, node.text());
  } else if (node.is_object()) {
    read_common(node, result);
    result.answer.records = read_records(node["records"]);
  } else {
    result.answer.records = read_records(node);
  }
  return result;
}

TimedAnswer read_talk(const JsonNode& node) {
  TimedAnswer result = read_listed(node);
  if (!node.is_object() || !node["step"].present()) return result;
  result.answer.step = from_word<Step>(node["step"].text());
  if (!result.answer.step) node["step"].refuse("one of dns connect tls greeting capabilities sign-in mailbox message");
  return result;
}

TimedAnswer read_dns(const JsonNode& node) {
  TimedAnswer result = read_listed(node);
  if (!node.is_object()) return result;
  // A missing name may be authentic and kept as well (RFC 2308, RFC 4035).
  result.answer.authentic = node["authentic"].flag(false);
  result.answer.ttl = static_cast<std::uint32_t>(node["ttl"].number(0, longest_ttl, 0));
  return result;
}

void read_base64_body(const JsonNode& node, std::string& body) {
  if (!node.present()) return;
  std::optional<std::string> bytes = from_base64(node.text());
  if (bytes) body = *std::move(bytes);
  else node.refuse("base64");
}

TimedAnswer read_http(const JsonNode& node) {
  TimedAnswer result;
  if (node.is_string()) {
    result.answer.heard = read_failure(node, node.text());
    return result;
  }
  read_common(node, result);
  if (result.answer.heard != Heard::answered) return result;
  result.answer.status = static_cast<int>(node["status"].number(100, 599, 200));
  for (const auto& [name, value] : node["headers"].members()) result.answer.headers.emplace_back(lower_case(name), value.text());
  result.answer.body = node["body"].text();
  read_base64_body(node["body_base64"], result.answer.body);
  return result;
}

// One answer, or several one after the other: those are objects.
template <class Read>
std::vector<TimedAnswer> read_several(const JsonNode& node, const Read& read) {
  const bool several = node.value().is_array() && !node.value().get_array().empty() && node.value().get_array().front().is_object();
  std::vector<TimedAnswer> all;
  if (!several) all.push_back(read(node));
  else
    for (const JsonNode& item : node.items()) all.push_back(read(item));
  return all;
}

TimedAnswer read_file(const JsonNode& node) {
  TimedAnswer result;
  if (node.is_object()) read_base64_body(node["body_base64"], result.answer.body);
  else result.answer.body = node.text();
  return result;
}

// `MX Contoso.Example.` and `MX contoso.example` are the same question.
std::string normal_dns_key(const std::string& key) {
  const std::size_t space = key.find(' ');
  std::string name = lower_case(key.substr(std::min(space, key.size())));
  if (name.ends_with('.')) name.pop_back();
  return key.substr(0, space) + name;
}

void write_page(const Answer& answer, boost::json::object& object) {
  object["status"] = answer.status;
  boost::json::object& headers = object["headers"].emplace_object();
  for (const auto& [name, value] : answer.headers) headers[name] = to_utf8(value);
  const bool readable = find_invalid_utf8(answer.body) == utf8_is_valid;
  object[readable ? "body" : "body_base64"] = readable ? answer.body : to_base64(answer.body);
}

void write_records(const Answer& answer, boost::json::object& object) {
  boost::json::array& records = object["records"].emplace_array();
  for (const std::string& record : answer.records) records.emplace_back(to_utf8(record));  // a TXT may hold any bytes
}

boost::json::value to_json(const TimedAnswer& heard, Ask kind) {
  const Answer& answer = heard.answer;
  if (answer.heard == Heard::timeout && heard.delay.count() == 0) {
    return boost::json::value(word(answer.heard).view());  // NOLINT(modernize-return-braced-init-list): braces would make a list
  }
  boost::json::object object;
  object["delay_ms"] = heard.delay.count();
  if (answer.authentic && is_dns(kind)) object["authentic"] = true;
  if (answer.ttl != 0 && is_dns(kind)) object["ttl"] = std::min<std::int64_t>(answer.ttl, longest_ttl);
  if (answer.heard != Heard::answered) {
    object["error"] = word(answer.heard).view();
    if (!answer.detail.empty()) object["detail"] = to_utf8(answer.detail);
    if (kind == Ask::talk && !answer.records.empty()) write_records(answer, object);
    if (answer.step) object["step"] = word(*answer.step).view();
  } else if (is_web(kind)) {
    write_page(answer, object);
  } else {
    write_records(answer, object);
  }
  return object;
}

// The second answer makes a list of them.
void add_further(boost::json::value& all, boost::json::value further) {
  if (all.is_null()) {
    all = std::move(further);
    return;
  }
  if (!all.is_array()) {
    boost::json::array list;
    list.push_back(std::move(all));
    all = std::move(list);
  }
  all.get_array().push_back(std::move(further));
}

// A file's bytes: a string where they are text.
boost::json::value body_json(const std::string& body) {
  if (find_invalid_utf8(body) == utf8_is_valid)
    return boost::json::value(body);  // NOLINT(modernize-return-braced-init-list): braces would make a list
  return boost::json::object{{"body_base64", to_base64(body)}};
}

}  // namespace

Expected<Answers> Answers::read(std::string_view json) {
  const Expected<boost::json::value> parsed = parse_json(json);
  if (!parsed) return parsed.error();
  std::optional<Fault> fault;
  const JsonNode node(&*parsed, "", fault);
  Answers answers;
  for (const auto& [section, members] : node.members()) {
    if (section == "dns") {
      for (const auto& [key, value] : members.members()) answers.listed_[normal_dns_key(key)] = {read_dns(value)};
    } else if (section == "http") {
      for (const auto& [key, value] : members.members()) answers.listed_[key] = read_several(value, read_http);
    } else if (section == "talk") {
      for (const auto& [key, value] : members.members()) answers.listed_[key] = read_several(value, read_talk);
    } else if (section == "probe") {
      for (const auto& [key, value] : members.members()) answers.listed_[key] = {read_listed(value)};
    } else if (section == "file") {
      for (const auto& [key, value] : members.members()) answers.listed_[key] = {read_file(value)};
    }  // other members are for people: a scenario's sentence, a bug's number
  }
  if (fault) return *fault;
  return answers;
}

TimedAnswer Answers::answer(const Question& question, std::size_t before) const {
  const auto listed = listed_.find(is_dns(question.kind) ? normal_dns_key(question.key()) : question.key());
  if (listed != listed_.end()) return listed->second[std::min(before, listed->second.size() - 1)];
  TimedAnswer missing;
  const bool has_name = is_dns(question.kind) || question.kind == Ask::file;
  missing.answer.heard = has_name ? Heard::no_such_name : Heard::refused;
  return missing;
}

std::string write_answers(std::span<const Traced> heard) {
  boost::json::object dns, http, probe, talk, file;
  for (const Traced& traced : heard) {
    const std::string key = traced.question.key();
    const Ask kind = traced.question.kind;
    if (is_dns(kind)) dns[key] = to_json(traced.heard, kind);
    else if (kind == Ask::post) add_further(http[key], to_json(traced.heard, kind));
    else if (is_web(kind)) http[key] = to_json(traced.heard, kind);
    else if (kind == Ask::probe) probe[key] = to_json(traced.heard, kind);
    else if (kind == Ask::talk) add_further(talk[key], to_json(traced.heard, kind));
    else if (traced.heard.answer.heard == Heard::answered) file[key] = body_json(traced.heard.answer.body);
  }
  boost::json::object document{{"dns", std::move(dns)}, {"http", std::move(http)}};
  if (!probe.empty()) document["probe"] = std::move(probe);
  if (!talk.empty()) document["talk"] = std::move(talk);
  if (!file.empty()) document["file"] = std::move(file);
  return boost::json::serialize(document);
}

}  // namespace homing
