#include "decide/ledger.hpp"

#include <algorithm>

namespace homing {

Text Ledger::party(const Question& question) const {
  if (!is_dns(question.kind)) return subject_.arena.keep(host_of(question.name));
  const std::string_view resolver = host_of(subject_.permissions.resolver);
  return resolver.empty() ? Text("resolver") : subject_.arena.keep(resolver);
}

void Ledger::enter(Text to, Disclosure what) {
  const auto known = std::find_if(disclosed_.begin(), disclosed_.end(), [&](const Disclosed& d) { return d.to == to; });
  if (known == disclosed_.end()) disclosed_.push_back({to, what});
  else known->what = std::max(known->what, what);
}

void Ledger::ask(const Question& question, Disclosure what) {
  if (question.kind == Ask::file) return;
  enter(party(question), is_dns(question.kind) ? what : Disclosure::nothing);
  // A stranger's host that is only looked up ahead is named, too.
  const bool ahead = question.kind == Ask::host && !is_within(question.name, subject_.address.domain());
  if (ahead) enter(subject_.arena.keep(question.name), Disclosure::nothing);
}

}  // namespace homing
