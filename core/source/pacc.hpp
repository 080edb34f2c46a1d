#pragma once
#include <optional>

#include "read/pacc.hpp"
#include "source/web.hpp"

namespace homing {

/// The mail domain's user agent configuration (draft-ietf-mailmaint-pacc): a JSON document over https that counts only where
/// its digest stands in the DNS, and the metadata of the authorization server it names (RFC 8414).
class PaccSource final : public WebSource {
 public:
  explicit PaccSource(const Subject& subject) : WebSource(subject, SourceId::pacc) {}
  void start(Notebook& notebook) override;
  void hear(const Question& question, const Answer& answer, Notebook& notebook) override;

 private:
  void read(const Page& page, const Answer& answer, Notebook& notebook) override;
  void compare(Notebook& notebook);
  void report(Notebook& notebook);
  void ask_issuer(Notebook& notebook);
  void read_issuer(const Answer& answer, Notebook& notebook);

  std::optional<std::string> body_;
  std::optional<std::vector<std::string>> digests_;
  std::optional<Pacc> configuration_;
  std::string url_, issuer_url_;
};

}  // namespace homing
