// A configuration profile for iPhone, iPad and Mac (Apple's "Device Management": Mail and ExchangeActiveSync payloads).
#include "crypto/digest.hpp"
#include "emit/emitters.hpp"
#include "emit/xml.hpp"

namespace homing {
namespace {

// The same for the same address, so that a newer profile takes the older one's place: version 8 of RFC 9562 section 5.8.
std::string uuid(std::string_view name) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string bytes = sha256("homing mobileconfig " + std::string(name)).substr(0, 16);
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x80U);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    (text += digits[byte >> 4U]) += digits[byte & 15U];
  }
  return text;
}

class Payload {
 public:
  Payload(XmlWriter& xml, std::string_view address) : xml_(xml), address_(address) {}

  void text(std::string_view key, std::string_view value) const { xml_.leaf("key", key), xml_.leaf("string", value); }
  void number(std::string_view key, int value) const { xml_.leaf("key", key), xml_.leaf("integer", std::to_string(value)); }
  void yes(std::string_view key) const { xml_.leaf("key", key), xml_.empty("true"); }
  /// What every payload has.
  void common(std::string_view type, std::string_view part) const {
    text("PayloadType", type);
    text("PayloadIdentifier", "homing." + uuid(address_) + std::string(part));
    text("PayloadUUID", uuid(std::string(address_) + std::string(part)));
    number("PayloadVersion", 1);
    text("PayloadDisplayName", address_);
  }
  void server(std::string_view direction, const ChosenServer& server) const {
    const std::string start = std::string(direction) + "MailServer";
    text(start + "Authentication", "EmailAuthPassword");
    text(start + "HostName", server.host);
    number(start + "PortNumber", server.port);
    yes(start + "UseSSL");
    text(start + "Username", server.username);
  }

 private:
  XmlWriter& xml_;
  std::string_view address_;
};

template <class Write>
void write_profile(const Emission& emission, Emitted& emitted, const Write& write_payload) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n";
  XmlWriter xml(text);
  const std::string address = emission.mail();
  const Payload payload(xml, address);
  xml.element("plist", xml_attribute("version", "1.0"), [&] {
    xml.element("dict", "", [&] {
      payload.common("Configuration", "");
      xml.leaf("key", "PayloadContent");
      xml.element("array", "", [&] { xml.element("dict", "", [&] { write_payload(payload); }); });
    });
  });
  emitted.note("The profile is not signed, and the device says so; whoever installs it is asked for what it does not hold.");
  emitted.file("homing.mobileconfig", "open it on the device, then Settings > Profile Downloaded", std::move(text), Readers::everybody,
               "application/x-apple-aspen-config");
}

}  // namespace

void write_apple(const Emission& emission, Emitted& emitted) {
  const ChosenServer& incoming = *emission.incoming();
  const ChosenServer& outgoing = *emission.smtp();
  write_profile(emission, emitted, [&](const Payload& payload) {
    payload.common("com.apple.mail.managed", ".mail");
    payload.text("EmailAccountType", incoming.protocol == Protocol::imap ? "EmailTypeIMAP" : "EmailTypePOP");
    payload.text("EmailAddress", emission.mail());
    payload.server("Incoming", incoming);
    payload.server("Outgoing", outgoing);
    payload.yes("OutgoingPasswordSameAsIncomingPassword");
  });
}

// The mail payload knows passwords only; that of Exchange ActiveSync signs in with OAuth2.
void write_apple_without_oauth2(const Emission& emission, Emitted& emitted) {
  const Resolution& found = emission.resolution;
  if (found.mailbox.kind != Kind::microsoft365 || found.settings.imap.empty()) {
    emitted.why_not = "A profile cannot ask for OAuth2 at this provider, which takes nothing else.";
    if (found.mailbox.kind == Kind::outlook_com) emitted.why_not += " Add the account in the device's settings, as Outlook.com.";
    return;
  }
  emitted.why_not.clear();
  write_profile(emission, emitted, [&](const Payload& payload) {
    payload.common("com.apple.eas.account", ".exchange");
    payload.text("EmailAddress", emission.mail());
    payload.text("UserName", emission.mail());
    payload.text("Host", found.settings.imap.front().host);
    payload.yes("SSL");
    payload.yes("OAuth");
  });
  emitted.note("The profile sets up Exchange ActiveSync, which iPhone and iPad know; on a Mac add the account in the settings, as Exchange.");
}

}  // namespace homing
