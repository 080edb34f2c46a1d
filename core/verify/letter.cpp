#include "verify/letter.hpp"

#include <algorithm>

#include "emit/message.hpp"

namespace homing {
namespace {

constexpr std::size_t most_recipients = 1000;  // RFC 5321 section 4.5.3.1.8 wants 100; Microsoft takes up to so many

Expected<std::vector<std::string>> read_recipients(std::string_view list) {
  std::vector<std::string> recipients;
  while (!list.empty()) {
    const std::string_view typed = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), typed.size() + 1));
    const Expected<Address> address = parse_address(typed);
    if (!address) return Fault{"to: " + address.error().sentence, 0};
    const std::string text(address->text());
    if (std::find(recipients.begin(), recipients.end(), text) == recipients.end()) recipients.push_back(text);
  }
  if (recipients.empty()) return Fault{"to: a test message wants an address to go to.", 0};
  if (recipients.size() > most_recipients)
    return Fault{"to: a test message goes to " + std::to_string(most_recipients) + " addresses at the most.", 0};
  return recipients;
}

}  // namespace

Expected<std::shared_ptr<const Letter>> write_letter(const Account& account, const Address& sender, std::string_view to, std::string_view token,
                                                     std::chrono::system_clock::time_point date) {
  const Expected<Address> from = account.from.empty() ? Expected<Address>(sender) : parse_address(account.from);
  if (!from) return Fault{"from: " + from.error().sentence, 0};
  Expected<std::vector<std::string>> recipients = read_recipients(to);
  if (!recipients) return recipients.error();
  TestMessage message;
  message.from = from->text();
  message.to = *std::move(recipients);
  message.message_id = std::string(token) + '@' + std::string(from->domain());
  message.date = date;
  message.subject = account.subject;
  message.text = account.text;
  message.account = sender.text();
  const Composed composed = compose(message);
  auto letter = std::make_shared<Letter>();
  letter->message_id = '<' + message.message_id + '>';
  letter->from = message.from;
  letter->to = message.to;
  letter->bytes = dot_stuffed(composed.bytes);
  letter->needs_utf8 = composed.needs_utf8;
  letter->notify = account.notify;
  return std::shared_ptr<const Letter>(std::move(letter));
}

}  // namespace homing
