// The DNS record that vouches for a PACC document.
#include <algorithm>
#include <optional>

#include "crypto/base64.hpp"
#include "crypto/digest.hpp"
#include "model/ascii.hpp"
#include "read/pacc.hpp"

namespace homing {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

struct Tags {
  std::string_view version, algorithm, digest;
};

// A list of `name=value` between semicolons, in the manner of DKIM (RFC 6376 section 3.2). The version stands first.
Tags read_tags(std::string_view record) {
  Tags tags;
  for (bool first = true; !record.empty(); first = false) {
    const std::string_view tag = record.substr(0, record.find(';'));
    record.remove_prefix(std::min(tag.size() + 1, record.size()));
    const std::size_t equals = tag.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = trimmed(tag.substr(0, equals)), value = trimmed(tag.substr(equals + 1));
    if (name == "v" && first) tags.version = value;
    if (name == "a") tags.algorithm = value;
    if (name == "d") tags.digest = value;
  }
  return tags;
}

}  // namespace

PaccDigest check_pacc_digest(const std::vector<std::string>& txt_records, std::string_view body) {
  PaccDigest result = PaccDigest::missing;
  const std::string expected = sha256(body);
  for (const std::string& record : txt_records) {
    const Tags tags = read_tags(record);
    if (tags.version != "UAAC1" || !same_word(tags.algorithm, "sha256")) continue;
    if (from_base64(tags.digest) == expected) return PaccDigest::matches;
    result = PaccDigest::differs;
  }
  return result;
}

}  // namespace homing
