#include "message.hpp"

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/stream_parser.hpp>
#include <optional>

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 4> of_signing_in{"authorize", "token", "sasl", "sign-out"};

homing::Error refusal(const char* sentence, std::size_t position = 0) { return {HOMING_INVALID_REQUEST, sentence, position}; }

// One object and nothing after it; where it breaks off otherwise.
std::optional<json::object> parse(std::string_view text, std::size_t& position) {
  json::stream_parser parser;
  json::error_code fault;
  position = parser.write_some(text.data(), text.size(), fault);
  if (!fault) parser.finish(fault);
  if (fault || text.find_first_not_of(" \t\r\n", position) != std::string_view::npos) return std::nullopt;
  json::value value = parser.release();
  if (!value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

std::optional<std::int64_t> number(const json::object& from, std::string_view name) {
  const json::value* const value = from.if_contains(name);
  if (value == nullptr || !value->is_int64() || value->as_int64() <= 0) return std::nullopt;
  return value->as_int64();
}

const json::string* text_of(const json::object& from, std::string_view name) {
  const json::value* const value = from.if_contains(name);
  return value == nullptr ? nullptr : value->if_string();
}

// The library gets it as it was read, so that nobody can mean two things by one text.
decltype(Message::asked) read_request(const json::object& request, bool may_sign_in) {
  const json::string* const operation = text_of(request, "op");
  const bool signs_in =
      operation != nullptr && std::find(of_signing_in.begin(), of_signing_in.end(), std::string_view(*operation)) != of_signing_in.end();
  if (signs_in && !may_sign_in) return refusal("This host signs nobody in: it was not started with HOMING_NATIVE_SIGN_IN=1.");
  return Request{json::serialize(request)};
}

decltype(Message::asked) read_prepare(std::string address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string::npos) return refusal("The message: /prepare: expected a mail address.");
  std::string domain = address.substr(at + 1);
  for (char& c : domain) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return Prepare{std::move(address), std::move(domain)};
}

decltype(Message::asked) read_options(const json::object& options) {
  SetOptions asked;
  for (const auto& [name, value] : options) {
    if (!value.is_string()) return refusal("The message: /options: expected texts by name.");
    asked.values.emplace_back(name, value.as_string());
  }
  return asked;
}

decltype(Message::asked) read_asked(const json::object& message, bool may_sign_in) {
  const auto object = [&](const char* name) {
    const json::value* const value = message.if_contains(name);
    return value == nullptr ? nullptr : value->if_object();
  };
  if (const json::object* const request = object("request")) return read_request(*request, may_sign_in);
  if (const json::object* const options = object("options")) return read_options(*options);
  if (const json::string* const address = text_of(message, "prepare")) return read_prepare(std::string(*address));
  if (const auto cancelled = number(message, "cancel")) return CancelOf{*cancelled};
  if (const json::value* const listen = message.if_contains("listen"); listen != nullptr && *listen == true) return Listen{};
  return refusal("The message: expected one of request, options, prepare, cancel and listen.");
}

}  // namespace

Message read_message(std::string_view text, bool may_sign_in) {
  std::size_t position = 0;
  const std::optional<json::object> message = parse(text, position);
  if (!message) return {0, refusal("The message is no JSON object.", position)};
  const std::optional<std::int64_t> id = number(*message, "id");
  if (!id) return {0, refusal("The message: /id: expected a whole number from 1 on.")};
  return {*id, read_asked(*message, may_sign_in)};
}

std::string write_error(std::int64_t id, const homing::Error& error) {
  const json::object told{{"status", error.status}, {"sentence", error.sentence}, {"position", error.position}};
  return write_answer(id, {{"error", json::serialize(told)}});
}

std::string write_answer(std::int64_t id, std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
  std::string text = "{";
  if (id != 0) text.append("\"id\":").append(std::to_string(id)).append(",");
  for (const auto& [name, json] : members) text.append("\"").append(name).append("\":").append(json).append(",");
  text.back() = '}';
  return text;
}

std::string export_request(const std::string& address) {
  return json::serialize(json::object{{"op", "export"}, {"address", address}, {"format", "thunderbird"}});
}
