#pragma once
#include "source/published.hpp"

namespace homing {

/// The files published for the domain of the mail exchanger (draft-ietf-mailmaint-autoconfig-06, 3.1 to 3.4). The way there
/// leads over plain DNS, so what is found is trusted no more than that.
class MxAutoconfigSource final : public PublishedSource {
 public:
  explicit MxAutoconfigSource(const Subject& subject) : PublishedSource(subject, SourceId::mx_autoconfig) {}
  void start(Notebook& notebook) override;
  void hear(const Question& question, const Answer& answer, Notebook& notebook) override;

 private:
  void ask_about(std::string_view exchanger_domain, std::uint8_t place, Notebook& notebook);
};

}  // namespace homing
