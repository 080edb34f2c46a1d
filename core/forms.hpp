#pragma once
// The form letters of a session: which documents follow from the mail exchangers alone, and what they look like. Each is made by
// the ordinary machinery (race, sources, verdict) about words that stand in for the real ones, so there is one judgement only.
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "decide/race.hpp"
#include "form_letter.hpp"
#include "read/mx.hpp"

namespace homing {

class Forms {
 public:
  Forms(const Catalogue& catalogue, const Permissions& permissions, const Pace& pace)
      : catalogue_(catalogue), permissions_(permissions), pace_(pace), seen_(seen_places) {}

  struct Match {
    const FormLetter* form = nullptr;  ///< null: the ordinary machinery has to look
    bool names_exchanger = false;      ///< whether the form has blanks for the exchanger and its preference
  };
  /// For an address that the catalogue does not know, and an answer that names exchangers or a null MX.
  Match find(const Address& address, const std::vector<MailExchanger>& exchangers, bool authentic);

  /// Whether the words stand in JSON as they are.
  static bool is_plain(std::string_view text);

 private:
  std::unique_ptr<FormLetter> make(bool for_domain, bool authentic, const std::vector<MailExchanger>& exchangers, bool names_exchanger) const;
  void append_key(const std::vector<MailExchanger>& exchangers);
  bool is_worth_a_form(const std::vector<MailExchanger>& exchangers);

  static constexpr std::size_t seen_places = 1024;
  const Catalogue& catalogue_;
  const Permissions& permissions_;
  const Pace& pace_;
  std::unordered_map<std::string, std::unique_ptr<FormLetter>> forms_;  // null: the exchangers do not decide
  std::size_t made_ = 0;
  std::vector<std::size_t> seen_;
  std::string key_;
};

}  // namespace homing
