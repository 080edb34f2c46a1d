#include "decide/advice.hpp"

#include "decide/recognise.hpp"

namespace homing {

Advice published_contradicts_mx(const Subject& subject, const Finding& decided, const Finding& published) {
  Arena& arena = subject.arena;
  Advice advice;
  advice.id = "published-settings-contradict-mx";
  advice.severity = Severity::warning;
  advice.who = Fixer::admin;
  advice.text = arena.join({published.origin, " names ", first_host(*published.settings), ", but the mail of ", subject.address.domain(), " goes to ",
                            decided.origin, " (", decided.mailbox.provider,
                            "). The published file is not believed. Other mail programs read it first and will be sent to the wrong server."});
  const std::span<Text> steps = arena.list<Text>(2);
  steps[0] = arena.join({"Remove the file or the DNS name that serves it; web hosting panels make it by themselves."});
  steps[1] = arena.join({"Or let it name the servers of ", decided.mailbox.provider, "."});
  advice.steps = steps;
  return advice;
}

Advice nobody_answered(const Subject& subject) {
  Advice advice;
  advice.id = "nobody-answered";
  advice.severity = Severity::problem;
  advice.text =
      subject.arena.join({"The servers that know about ", subject.address.domain(),
                          " did not answer. Check the connection to the Internet, then try again; if others can be reached, the fault is theirs."});
  return advice;
}

Advice nothing_found(const Subject& subject) {
  Advice advice;
  advice.severity = Severity::problem;
  if (!subject.permissions.network) {
    advice.id = "asked-nobody";
    advice.text = subject.arena.join({subject.address.domain(), " is not in the catalogue, and nobody was asked because look-ups are switched off."});
    return advice;
  }
  advice.id = "nothing-published";
  advice.text =
      subject.arena.join({"Nobody publishes mail settings for ", subject.address.domain(),
                          ". Check the spelling of the address, or ask whoever runs the mailbox for the names of its IMAP and SMTP servers."});
  return advice;
}

Advice plain_text(const Subject& subject, Protocol protocol, const Endpoint& endpoint) {
  Advice advice;
  advice.id = "plain-text";
  advice.severity = Severity::problem;
  advice.who = Fixer::admin;
  advice.text = subject.arena.join(
      {endpoint.host, " offers ", word(protocol), " only without encryption: anybody on the way can read the password and the mail."});
  return advice;
}

Advice hybrid(const Subject& subject, const Finding& own) {
  Advice advice;
  advice.id = "hybrid";
  advice.severity = Severity::warning;
  advice.who = Fixer::admin;
  advice.text = subject.arena.join({"Mail for ", subject.address.domain(), " goes to Microsoft, but ", own.origin,
                                    " is an Exchange server of the organisation's own (a hybrid): a mailbox may be on either side. If the settings "
                                    "shown do not work, ask the administrator whether the mailbox has moved."});
  return advice;
}

Advice own_exchange(const Subject& subject, const Finding& own) {
  Advice advice;
  advice.id = "exchange-on-premises";
  advice.severity = Severity::info;
  advice.who = Fixer::admin;
  advice.text = subject.arena.join({subject.address.domain(), " has an Exchange server of its own, ", own.origin,
                                    ", which tells its settings only to those who sign in. Ask the administrator whether IMAP and SMTP are on, "
                                    "and under which names."});
  return advice;
}

Advice cloud_unconfirmed(const Subject& subject, const Finding& chosen) {
  Advice advice;
  advice.id = "cloud-unconfirmed";
  advice.severity = Severity::info;
  advice.text = subject.arena.join({"Several clouds share the mail exchanger ", chosen.origin, ". That it is ", chosen.mailbox.provider,
                                    " could not be confirmed; check the settings with a first sign-in."});
  return advice;
}

Advice unprotected_path(const Subject& subject, const Finding& chosen) {
  Advice advice;
  advice.id = "unprotected-path";
  advice.severity = Severity::warning;
  advice.text = subject.arena.join({"The way to ", chosen.origin,
                                    " was not protected: anybody on it may have changed what it says. Compare the servers with what the provider "
                                    "tells before a password is sent."});
  return advice;
}

Advice guessed(const Subject& subject) {
  Advice advice;
  advice.id = "guessed";
  advice.severity = Severity::warning;
  advice.text = subject.arena.join({"Nobody publishes settings for ", subject.address.domain(),
                                    "; servers with the usual names were tried, and their certificates fit. Only a sign-in can tell whether the "
                                    "mailbox is there."});
  return advice;
}

Advice foreign_servers(const Subject& subject, Text host) {
  Advice advice;
  advice.id = "foreign-servers";
  advice.severity = Severity::info;
  advice.text =
      subject.arena.join({"The DNS of ", subject.address.domain(), " names a server of somebody else, ", host,
                          ". Its records are not signed; make sure that this is the provider before a password is sent (RFC 6186, section 6)."});
  return advice;
}

Advice unconfirmed(const Subject& subject, const Finding& provisional) {
  Advice advice;
  advice.id = "unconfirmed";
  advice.severity = Severity::info;
  advice.text = subject.arena.join({"That ", subject.address.domain(), " belongs to ", provisional.mailbox.provider,
                                    " could not be confirmed; check the settings with a first sign-in."});
  return advice;
}

}  // namespace homing
