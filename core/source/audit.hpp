#pragma once
#include <set>

#include "source/source.hpp"

namespace homing {

/// Asks what only an auditor wants to know, and finds nothing itself: whether the hosts that others name exist and are no
/// aliases, whether the domain answers for names that nobody made, and what the directory says to those who look for the
/// exchanger's name in it, label by label.
class AuditSource final : public Source {
 public:
  using Source::Source;
  void start(Notebook& notebook) override;
  void hear(const Question& question, const Answer& answer, Notebook& notebook) override;
  void overhear(const Finding& finding, Notebook& notebook) override;

 private:
  void ask_about(std::string_view host, bool alias, Notebook& notebook);
  void ask_directory(std::string_view exchanger, Notebook& notebook);

  std::set<std::string, std::less<>> hosts_;
};

/// A name that nobody makes; where it exists, all names do.
std::string invented_name(std::string_view domain);

/// The names at which programs look for an exchanger in the directory: without its first label, and so on down to the
/// registrable domain.
std::vector<std::string> directory_names(std::string_view exchanger);

}  // namespace homing
