#pragma once
// One way to send, held against one domain.
#include "sending/sending.hpp"

namespace homing {

class OptionJudge {
 public:
  OptionJudge(const Inquest& inquest, const Posture& posture, const table::SendingOption& option)
      : inquest_(inquest), posture_(posture), tables_(inquest.subject.catalogue.sending()), option_(option), mailbox_(inquest.verdict.mailbox) {}
  SendingView judge();

 private:
  enum class Offer : std::uint8_t { yes, undocumented, no, unknown };

  void describe();
  Offer offer() const;
  bool lists(table::Range clouds) const;
  bool is_nowhere() const;
  bool serve();
  bool serve_submission();
  bool serve_exchanger();
  bool serve_graph();
  void weigh_rules();
  void weigh_provider_rules();
  void weigh_sender_rules();
  void weigh_proof();
  void weigh_confidence();
  void explain_absence(Offer offer);

  void say(const std::string& sentence) { view_.why += (view_.why.empty() ? "" : " ") + sentence; }
  /// No better than this.
  void at_most(Fits fits);
  std::string provider() const;

  const Inquest& inquest_;
  const Posture& posture_;
  const table::Tables& tables_;
  const table::SendingOption& option_;
  const Mailbox& mailbox_;
  SendingView view_;
};

}  // namespace homing
