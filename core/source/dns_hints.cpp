#include "source/dns_hints.hpp"

#include "source/clues.hpp"

namespace homing {

void DnsHintsSource::start(Notebook& notebook) {
  const table::Tables& tables = subject().catalogue.hints();
  for (const table::Hint& hint : tables.hints) notebook.ask({{hint.ask, hint_name(tables, hint, subject().address.domain())}});
}

void DnsHintsSource::hear(const Question& question, const Answer& answer, Notebook& notebook) {
  const table::Tables& tables = subject().catalogue.hints();
  Arena& arena = subject().arena;
  for (const table::Hint& row : tables.hints) {
    if (question.kind != row.ask || question.name != hint_name(tables, row, subject().address.domain())) continue;
    std::optional<Hint> hint = find_clue(subject().catalogue, row, answer, arena);
    if (!hint) continue;
    const Text says =
        arena.join({question.name, row.ask == Ask::txt ? " holds " : " leads to ", hint->origin, row.ask == Ask::txt ? ", which " : "; that name ",
                    tables.text(row.says), ": a hint at ", hint->provider.mailbox().provider, "."});
    notebook.note({SourceId::dns_hints, says, answer.authentic ? Trust::dnssec : Trust::dns});
    notebook.hint(*hint);
  }
}

}  // namespace homing
