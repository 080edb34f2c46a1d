#include "source/web.hpp"

#include <algorithm>

#include "model/utf8.hpp"
#include "read/redirect.hpp"

namespace homing {
namespace {

constexpr std::size_t most_hops = 5;

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

}  // namespace

void WebSource::ask_for(Page page, Notebook& notebook) {
  const Question question = page.question;
  const Asking asking{question, page.discloses, page.place, page.awaited, page.longest_ms};
  const bool fresh = asked_.emplace(question.key(), std::move(page)).second;
  if (fresh) notebook.ask(asking);  // else another way led here first
}

void WebSource::note(std::string_view says, Trust trust, Notebook& notebook) { notebook.note({id_, keep_as_utf8(subject().arena, says), trust}); }

void WebSource::note(const Page& page, std::string_view what, Notebook& notebook) {
  note(page.question.name + ' ' + std::string(what), page.trust, notebook);
}

void WebSource::hear(const Question& question, const Answer& answer, Notebook& notebook) {
  const auto asked = asked_.find(question.key());
  if (asked == asked_.end()) return;
  const Page page = asked->second;
  if (answer.heard == Heard::certificate) return note(page, "has a certificate that cannot be trusted", notebook);
  if (answer.heard == Heard::too_large) return note(page, "sends more than a configuration can hold", notebook);
  if (answer.heard == Heard::private_address) return note(page, "leads to a private address, which is refused", notebook);
  if (answer.heard != Heard::answered) return;
  if (is_redirect(answer.status)) return follow(page, answer, notebook);
  read(page, answer, notebook);
}

void WebSource::follow(const Page& page, const Answer& answer, Notebook& notebook) {
  const Expected<std::string> hop = next_hop(page.question.name, answer.header("location"), subject().catalogue);
  if (!hop) return note(page, hop.error().sentence, notebook);
  go_on(page, *hop, notebook);
}

void WebSource::go_on(const Page& page, std::string url, Notebook& notebook) {
  if (page.trail.size() >= most_hops) return note(page, "redirects too often", notebook);
  const bool circle = url == page.question.name || std::find(page.trail.begin(), page.trail.end(), url) != page.trail.end();
  if (circle) return note(page, "redirects in a circle", notebook);
  Page next = page;
  next.trail.push_back(page.question.name);
  next.question.name = std::move(url);
  ask_for(std::move(next), notebook);
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain.find(c) != std::string_view::npos) result += c;
    else result += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return result;
}

std::string neutral_address(const Subject& subject) { return std::string(neutral_local_part) + '@' + std::string(subject.address.domain()); }

}  // namespace homing
