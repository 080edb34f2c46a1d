#include "sending/spf_tree.hpp"

#include <algorithm>
#include <set>

#include "read/spf_rules.hpp"
#include "source/sending.hpp"

namespace homing {
namespace {

constexpr unsigned most_look_ups = 10;  // RFC 7208 section 4.6.4

class Tree {
 public:
  explicit Tree(const Inquest& inquest) : inquest_(inquest) {}
  SpfPosture look();

 private:
  Told told(const std::string& name) const;
  void climb(const std::string& name, const std::string& via);
  SpfResult others_of(const std::string& name, std::size_t redirects) const;
  std::string fault_of(const SpfRules& root) const;
  SpfRules rules(const std::string& name) const { return read_spf_rules(inquest_.records(Ask::txt, name)); }

  const Inquest& inquest_;
  std::set<std::string> names_;
  unsigned look_ups_ = 0;
  bool incomplete_ = false;  // something was not heard
  std::string broken_;       // the first fault below the domain's own record
};

Told Tree::told(const std::string& name) const {
  const Answer* const heard = inquest_.answer(Ask::txt, name);
  if (heard == nullptr) return Told::unknown;
  if (heard->heard == Heard::answered) return Told::yes;
  return heard->heard == Heard::no_such_name ? Told::no : Told::unknown;
}

void Tree::climb(const std::string& name, const std::string& via) {
  if (names_.size() >= most_spf_records || !names_.insert(name).second) return;
  if (told(name) == Told::unknown) incomplete_ = true;
  if (told(name) == Told::unknown) return;
  const SpfRules own = rules(name);
  if (!via.empty() && own.records != 1 && broken_.empty())
    broken_ = via + " names " + name + ", which has " + (own.records == 0 ? "no" : "more than one") + " SPF record (RFC 7208, section 5.2)";
  look_ups_ += own.look_ups;
  for (const std::string& include : own.includes) climb(include, name);
  if (!own.redirect.empty()) climb(own.redirect, name);
}

SpfResult Tree::others_of(const std::string& name, std::size_t redirects) const {
  constexpr std::size_t most_redirects = 4;
  if (told(name) == Told::unknown || redirects > most_redirects) return SpfResult::unknown;
  const SpfRules own = rules(name);
  if (own.records == 0) return redirects == 0 ? SpfResult::none : SpfResult::permerror;
  if (!own.redirect.empty()) return others_of(own.redirect, redirects + 1);
  switch (own.others) {
    case '+': return SpfResult::pass;
    case '-': return SpfResult::fail;
    case '~': return SpfResult::softfail;
    default: return SpfResult::neutral;
  }
}

std::string Tree::fault_of(const SpfRules& root) const {
  if (root.records > 1) return "there are " + std::to_string(root.records) + " records, and all count as broken (RFC 7208, section 4.5)";
  if (!root.unknown.empty()) return "no standard knows the term " + root.unknown + " (RFC 7208, section 4.6)";
  if (look_ups_ > most_look_ups)
    return "it takes " + std::to_string(look_ups_) + " look-ups in the DNS, and receivers stop at 10 (RFC 7208, section 4.6.4)";
  return broken_;
}

SpfPosture Tree::look() {
  const std::string domain = inquest_.domain();
  SpfPosture posture;
  posture.include = inquest_.sending_rule();
  posture.others = others_of(domain, 0);
  if (told(domain) == Told::unknown) return posture;
  const SpfRules root = rules(domain);
  posture.record = root.record;
  climb(domain, {});
  posture.look_ups = look_ups_;
  posture.fault = root.records > 0 ? fault_of(root) : std::string();
  if (!posture.fault.empty()) posture.others = SpfResult::permerror;
  if (posture.include.empty()) return posture;
  const bool included = names_.contains(posture.include);
  posture.provider = included ? Told::yes : incomplete_ ? Told::unknown : Told::no;
  return posture;
}

}  // namespace

SpfPosture look_at_spf(const Inquest& inquest) { return Tree(inquest).look(); }

}  // namespace homing
