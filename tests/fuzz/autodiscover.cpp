// read_autodiscover: the answers of Exchange and of hosters.
#include "read/autodiscover.hpp"

#include "judge.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const homing::Address address = *homing::parse_address("ada@contoso.example");
  homing::Arena arena;
  const auto read = homing::read_autodiscover(text_of(data, size), address, "postbox@contoso.example", arena);
  if (!read) {
    judge::refusal(read.error());
    return 0;
  }
  using Action = homing::Autodiscover::Action;
  judge::settings(read->settings);
  judge::problems(read->problems);
  demand(judge::is_line(read->display_name) && judge::is_line(read->error), "texts are lines of UTF-8");
  demand((read->action == Action::error) != read->error.empty(), "an error has a message, and nothing else has");
  if (read->action == Action::redirect_address) demand(homing::parse_address(read->redirect.view()).has_value(), "a redirect leads to an address");
  if (read->action == Action::redirect_url) demand(judge::is_https_url(read->redirect), "a redirect leads to an https URL");
  demand(read->exchange.size() <= 64, "there are few servers of Exchange");
  for (const homing::ExchangeServer& server : read->exchange) {
    demand(judge::is_line(server.server) && !server.type.empty(), "a server of Exchange has a type");
    for (const homing::Text& url : {server.ews_url, server.activesync_url, server.owa_url}) {
      demand(url.empty() || judge::is_https_url(url), "its URLs are https URLs");
    }
  }
  return 0;
}
