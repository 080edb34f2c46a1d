#pragma once
// What the sources that ask web servers share: redirects, hop by hop, and the words of the evidence.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "source/source.hpp"

namespace homing {

/// One page that a source asks for, through its redirects.
struct Page {
  Question question;
  Disclosure discloses = Disclosure::domain;
  std::uint8_t place = 0;  ///< 0 is preferred within the source
  Awaited awaited = Awaited::no;
  Trust trust = Trust::https;
  std::uint32_t longest_ms = 0;
  std::vector<std::string> trail{};  ///< the URLs that redirected here
};

class WebSource : public Source {
 public:
  WebSource(const Subject& subject, SourceId id) : Source(subject), id_(id) {}
  /// Passes over answers to questions of another kind, which a subclass hears first.
  void hear(const Question& question, const Answer& answer, Notebook& notebook) override;

 protected:
  void ask_for(Page page, Notebook& notebook);
  void note(const Page& page, std::string_view what, Notebook& notebook);
  void note(std::string_view says, Trust trust, Notebook& notebook);
  SourceId id() const { return id_; }

  /// What a server answered that does not redirect, with any status.
  virtual void read(const Page& page, const Answer& answer, Notebook& notebook) = 0;
  /// By default to the same owner or a known provider, over https only.
  virtual void follow(const Page& page, const Answer& answer, Notebook& notebook);
  /// Asks for the page where another one pointed to, unless that leads in a circle or too far.
  void go_on(const Page& page, std::string url, Notebook& notebook);

 private:
  SourceId id_;
  std::map<std::string, Page> asked_;  // by the question's key
};

/// The URLs' escapes (RFC 3986 section 2.1): everything but the unreserved characters.
std::string percent_encoded(std::string_view text);

/// The local part that stands for a domain where a form wants an address: every domain has it (RFC 5321 section 4.5.1), and it
/// belongs to nobody in person.
inline constexpr std::string_view neutral_local_part = "postmaster";
std::string neutral_address(const Subject& subject);

}  // namespace homing
