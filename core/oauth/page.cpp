#include "oauth/page.hpp"

#include "model/utf8.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_sentence = 2000;

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : to_utf8(text, longest_sentence)) {
    switch (c) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '"': html += "&quot;"; break;
      case '\'': html += "&#39;"; break;
      default: html += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  return html;
}

std::string_view title_of(Welcome welcome) {
  switch (welcome) {
    case Welcome::signed_in: return "You are signed in";
    case Welcome::failed: return "The sign-in did not work";
    case Welcome::stranger: break;
  }
  return "This is not the sign-in that is waited for";
}

std::string_view next_of(Welcome welcome) {
  switch (welcome) {
    case Welcome::signed_in: return "You may close this tab and go back to your program.";
    case Welcome::failed: return "You may close this tab. Your program says what can be done.";
    case Welcome::stranger: break;
  }
  return "You may close this tab. If you were signing in, go back to your program and use the page that it opens; if you were not, nothing has "
         "happened.";
}

constexpr std::string_view head =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<style>:root{color-scheme:light dark}body{font:1.125rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem;"
    "overflow-wrap:anywhere}h1{font-size:1.6rem;line-height:1.25}</style>\n";

}  // namespace

std::string sign_in_page(Welcome welcome, std::string_view sentence) {
  const std::string title(title_of(welcome));
  std::string page(head);
  ((page += "<title>") += title) += "</title>\n</head>\n<body>\n<main>\n<h1>";
  (page += title) += "</h1>\n";
  if (!sentence.empty()) ((page += "<p>") += escaped(sentence)) += "</p>\n";
  ((page += "<p>") += next_of(welcome)) += "</p>\n</main>\n</body>\n</html>\n";
  return page;
}

}  // namespace homing
