#pragma once
// What most tests begin with.
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

/// Writes down what a source does.
class Diary final : public Notebook {
 public:
  void ask(Asking asking) override { asked.push_back(std::move(asking)); }
  void find(const Finding& finding) override { found.push_back(finding); }
  void hint(const Hint& hint) override { hints.push_back(hint); }
  void note(const Evidence& evidence) override { notes.emplace_back(evidence.says.view()); }
  void advise(const Advice& advice) override { advised.push_back(advice); }

  std::vector<std::string> questions() const {
    std::vector<std::string> keys;
    for (const Asking& asking : asked) keys.push_back(asking.question.key());
    return keys;
  }
  std::string all_notes() const {
    std::string text;
    for (const std::string& note : notes) text += note + '\n';
    return text;
  }

  std::vector<Asking> asked;
  std::vector<Finding> found;
  std::vector<Hint> hints;
  std::vector<std::string> notes;
  std::vector<Advice> advised;
};

/// A source in front of a diary.
template <class Way>
class Asked {
 public:
  explicit Asked(std::string_view typed = "ada@contoso.example", Permissions allowed = default_permissions())
      : address_(address(typed)), permissions_(std::move(allowed)), subject_{address_, catalogue(), permissions_, arena_}, source_(subject_) {
    source_.start(diary);
  }
  void hear(std::size_t question, const Answer& answer) {
    const Question asked = diary.asked.at(question).question;
    source_.hear(asked, answer, diary);
  }

  Diary diary;

 private:
  Address address_;
  Permissions permissions_;
  Arena arena_;
  Subject subject_;
  Way source_;
};

}  // namespace homing::testing
