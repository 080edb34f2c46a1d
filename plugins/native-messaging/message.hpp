#pragma once
// What an add-on says: an envelope around one of the library's own requests, or around what is asked of the host itself.
#include <homing/homing.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

struct Request {
  std::string text;  ///< for homing_call
};
struct Prepare {
  std::string address, domain;
};
struct Listen {};
struct CancelOf {
  std::int64_t id;
};
struct SetOptions {
  std::vector<std::pair<std::string, std::string>> values;
};

struct Message {
  std::int64_t id = 0;  ///< 0: it has none; add-ons count from 1
  std::variant<homing::Error, Request, Prepare, Listen, CancelOf, SetOptions> asked;
};

/// Reads one frame; whatever is wrong with it is its homing::Error. Tokens are asked for only where `may_sign_in`.
Message read_message(std::string_view text, bool may_sign_in);

/// {"id":N,"error":{...}}
std::string write_error(std::int64_t id, const homing::Error& error);

/// {"id":N,"NAME":JSON,...}
std::string write_answer(std::int64_t id, std::initializer_list<std::pair<std::string_view, std::string_view>> members);

/// What homing_call is asked to prepare an address: its settings, in Thunderbird's own format.
std::string export_request(const std::string& address);
