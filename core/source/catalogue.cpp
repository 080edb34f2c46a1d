#include "source/catalogue.hpp"

namespace homing {
namespace {

// A domain of tier 2 or 3 stands on lists that nobody at the provider vouches for.
constexpr std::uint8_t needs_no_look_up = 1;

}  // namespace

void CatalogueSource::start(Notebook& notebook) {
  const std::string_view domain = subject().address.domain();
  const Known known = subject().catalogue.domain(domain);
  if (!known) return;
  const bool settled = known.name->tier == needs_no_look_up;
  Finding finding;
  finding.source = SourceId::catalogue;
  finding.weight = settled ? Weight::decisive : Weight::provisional;
  finding.trust = Trust::builtin;
  finding.mailbox = known.mailbox();
  finding.settings = Catalogue::settings(known, subject().address, subject().arena);
  finding.origin = subject().arena.keep(domain);
  notebook.note({SourceId::catalogue,
                 subject().arena.join(
                     {domain, settled ? " is a mail domain of " : " is listed, unconfirmed, as a mail domain of ", finding.mailbox.provider, "."}),
                 Trust::builtin});
  notebook.find(finding);
}

}  // namespace homing
