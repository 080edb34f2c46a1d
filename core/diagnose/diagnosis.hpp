#pragma once
// What an error means, who can mend it and how: of a server's words with all that is known beside them, or of any pasted text.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "model/catalogue.hpp"
#include "model/question.hpp"
#include "model/words.hpp"

namespace homing {

/// What is known beside the server's words.
struct Circumstances {
  Kind kind = Kind::unknown;
  Cloud cloud = Cloud::none;
  Protocol protocol = Protocol::imap;
  Step step = Step::dns;             ///< where it ended
  Heard heard = Heard::answered;     ///< how the network ended
  std::optional<Method> method;      ///< how it was tried to sign in
  bool signed_in_elsewhere = false;  ///< the same credential was accepted by another protocol
};

/// What one sort of person can do.
struct Cure {
  Fixer who = Fixer::user;
  std::span<const Text> steps;
  Text link;
  Next next = Next::none;
};

/// Its texts live in the catalogue; its lists in the arena that was passed.
struct Diagnosis {
  Text id;
  Fixer who = Fixer::user;
  Text meaning;
  std::span<const Text> steps;
  Text link;
  Confidence confidence = Confidence::weak;
  Next next = Next::none;
  std::uint32_t wait_s = 0;  ///< with Next::wait; 0: not known
  Text layer, as_of;
  bool microsoft = false;          ///< it lies with Microsoft's services
  std::span<const Cure> remedies;  ///< the first is the one above
};

/// Always has an answer: where the words are unknown, it says so (by step and how the network ended) and what to send to whom.
Diagnosis diagnose(const Catalogue& catalogue, const Circumstances& circumstances, std::string_view words, Arena& arena);

/// Best first; empty where nothing fits.
std::span<const Diagnosis> explain(const Catalogue& catalogue, std::string_view text, Arena& arena);

/// What to say of a text that nothing fits: the meaning, and as steps what to send to whom.
Diagnosis unknown_text(const Catalogue& catalogue, Arena& arena);

/// The members of one diagnosis, in every document that holds one (manifests/schema/diagnosis.schema.json).
template <class Out>
void describe(Out& out, const Diagnosis& diagnosis) {
  out.text("id", diagnosis.id);
  out.text("who", word(diagnosis.who));
  out.text("meaning", diagnosis.meaning);
  out.texts("steps", diagnosis.steps);
  out.text("link", diagnosis.link);
  out.text("confidence", word(diagnosis.confidence));
  out.text("next", word(diagnosis.next));
  out.text("layer", diagnosis.layer);
  out.text("as_of", diagnosis.as_of);
  out.objects("remedies", diagnosis.remedies, [](auto& inner, const Cure& cure) {
    inner.text("who", word(cure.who));
    inner.texts("steps", cure.steps);
    inner.text("link", cure.link);
    inner.text("next", word(cure.next));
  });
}

/// The document of explain (manifests/schema/explanation.schema.json).
std::string explanation_json(const Catalogue& catalogue, std::string_view text);

}  // namespace homing
