#pragma once
// What most tests begin with.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "model/address.hpp"
#include "model/catalogue.hpp"
#include "source/source.hpp"

namespace Catch {

/// For messages of a failed check.
template <class Value>
struct StringMaker<homing::Expected<Value>> {
  static std::string convert(const homing::Expected<Value>& expected) { return expected ? "a value" : "refused: " + expected.error().sentence; }
};

}  // namespace Catch

namespace homing::testing {

inline Address address(std::string_view typed = "ada@contoso.example") { return parse_address(typed).value(); }

/// The compiled-in catalogue.
inline const Catalogue& catalogue() {
  static const Catalogue builtin(builtin_tables());
  return builtin;
}

inline Answer records(std::vector<std::string> list) {
  Answer answer;
  answer.records = std::move(list);
  return answer;
}

inline Answer page(std::string body, int status = 200) {
  Answer answer;
  answer.status = status;
  answer.body = std::move(body);
  return answer;
}

inline Answer redirect(const std::string& location) {
  Answer answer = page("", 301);
  answer.headers.emplace_back("location", location);
  return answer;
}

inline Answer failure(Heard heard) {
  Answer answer;
  answer.heard = heard;
  return answer;
}

/// A file that names imap.<domain> and smtp.<domain>.
inline std::string published(const std::string& domain) {
  return "<clientConfig><emailProvider id='x'><domain>contoso.example</domain><displayName>Contoso</displayName>"
         "<incomingServer type='imap'><hostname>imap." +
         domain +
         "</hostname><port>993</port><socketType>SSL</socketType>"
         "<username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></incomingServer>"
         "<outgoingServer type='smtp'><hostname>smtp." +
         domain +
         "</hostname><port>465</port><socketType>SSL</socketType>"
         "<username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></outgoingServer>"
         "</emailProvider></clientConfig>";
}

inline Permissions default_permissions() {
  Permissions permissions;
  permissions.directory_url = "https://directory.example/";
  return permissions;
}

/// Whether one of the problems says so.
inline bool complains(const std::vector<Problem>& problems, std::string_view text) {
  return std::any_of(problems.begin(), problems.end(),
                     [&](const Problem& problem) { return problem.text.view().find(text) != std::string_view::npos; });
}

}  // namespace homing::testing
