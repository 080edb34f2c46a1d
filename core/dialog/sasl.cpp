#include "dialog/sasl.hpp"

#include <algorithm>
#include <array>

#include "crypto/scram.hpp"

namespace homing {
namespace {

// RFC 4616.
class Plain final : public Sasl {
 public:
  explicit Plain(const Credentials& credentials) : credentials_(credentials) {}
  std::string_view name() const override { return "PLAIN"; }
  bool is_single() const override { return true; }
  std::optional<std::string> respond(std::string_view) override {
    if (std::exchange(said_, true)) return std::nullopt;
    std::string response(1, '\0');
    response.reserve(credentials_.username.size() + credentials_.secret->reveal().size() + 2);  // so that it does not move
    ((response += credentials_.username) += '\0') += credentials_.secret->reveal();
    return response;
  }

 private:
  const Credentials& credentials_;
  bool said_ = false;
};

// Undocumented but for an expired draft (draft-murchison-sasl-login), and what Exchange Online offers for passwords.
class Login final : public Sasl {
 public:
  explicit Login(const Credentials& credentials) : credentials_(credentials) {}
  std::string_view name() const override { return "LOGIN"; }
  bool speaks_first() const override { return false; }
  std::optional<std::string> respond(std::string_view) override {
    switch (asked_++) {
      case 0: return credentials_.username;
      case 1: return std::string(credentials_.secret->reveal());
      default: return std::nullopt;
    }
  }

 private:
  const Credentials& credentials_;
  int asked_ = 0;
};

// A second challenge is the reason of a refusal. It wants an answer, so that the real reply comes.
class Bearer : public Sasl {
 public:
  bool wants_two_lines() const override { return true; }
  std::optional<std::string> respond(std::string_view) override {
    switch (asked_++) {
      case 0: return token();
      case 1: return acknowledgement();
      default: return std::nullopt;
    }
  }

 protected:
  explicit Bearer(const Credentials& credentials) : credentials_(credentials) {}
  const Credentials& credentials() const { return credentials_; }
  std::string with_token(std::string lead) const {
    lead += "auth=Bearer ";
    append_secretly(lead, credentials_.secret->reveal());
    append_secretly(lead, "\x01\x01");
    return lead;
  }

 private:
  virtual std::string token() const = 0;
  virtual std::string acknowledgement() const = 0;

  const Credentials& credentials_;
  int asked_ = 0;
};

// Google's and Microsoft's (https://developers.google.com/gmail/imap/xoauth2-protocol).
class XOAuth2 final : public Bearer {
 public:
  explicit XOAuth2(const Credentials& credentials) : Bearer(credentials) {}
  std::string_view name() const override { return "XOAUTH2"; }

 private:
  std::string token() const override { return with_token("user=" + credentials().username + '\x01'); }
  std::string acknowledgement() const override { return {}; }
};

// RFC 7628 sections 3.1 and 3.2.3; RFC 5801 section 4 for the user name.
class OAuthBearer final : public Bearer {
 public:
  explicit OAuthBearer(const Credentials& credentials) : Bearer(credentials) {}
  std::string_view name() const override { return "OAUTHBEARER"; }

 private:
  std::string token() const override {
    std::string name;
    for (const char c : credentials().username) name += c == ',' ? "=2C" : c == '=' ? "=3D" : std::string(1, c);
    const bool known = !credentials().host.empty();  // section 3.1: where the server is may be left out
    const std::string where = known ? "\x01host=" + credentials().host + "\x01port=" + std::to_string(credentials().port) : std::string();
    return with_token("n,a=" + name + "," + where + '\x01');
  }
  std::string acknowledgement() const override { return "\x01"; }
};

// RFC 7677.
class ScramSha256 final : public Sasl {
 public:
  explicit ScramSha256(const Credentials& credentials) : scram_(Scram::sha256(credentials.username, credentials.secret->reveal())) {}
  bool is_usable() const { return scram_ != nullptr; }
  std::string_view name() const override { return "SCRAM-SHA-256"; }
  std::optional<std::string> respond(std::string_view challenge) override { return scram_->respond(challenge); }
  bool is_complete() const override { return scram_->is_complete(); }

 private:
  std::unique_ptr<Scram> scram_;
};

template <class Mechanism>
std::unique_ptr<Sasl> made(const Credentials& credentials) {
  return std::make_unique<Mechanism>(credentials);
}

std::unique_ptr<Sasl> made_scram(const Credentials& credentials) {
  auto scram = std::make_unique<ScramSha256>(credentials);
  return scram->is_usable() ? std::move(scram) : nullptr;
}

struct Way {
  Method method;
  std::string_view name;
  std::unique_ptr<Sasl> (*make)(const Credentials&);
};

// Best first. The channel is encrypted and checked, so that PLAIN shows the password to nobody else; it costs the fewest
// round trips, and servers that store no keys for SCRAM offer it all the same.
constexpr std::array<Way, 6> ways{{{Method::oauth2, "XOAUTH2", made<XOAuth2>},
                                   {Method::oauth2, "OAUTHBEARER", made<OAuthBearer>},
                                   {Method::password, "PLAIN", made<Plain>},
                                   {Method::password, "LOGIN", made<Login>},
                                   {Method::password, "SCRAM-SHA-256", made_scram},
                                   {Method::password_encrypted, "SCRAM-SHA-256", made_scram}}};

}  // namespace

std::unique_ptr<Sasl> Sasl::choose(const Credentials& credentials, const std::vector<std::string>& offered) {
  for (const Way& way : ways) {
    if (way.method != credentials.method || std::find(offered.begin(), offered.end(), way.name) == offered.end()) continue;
    if (auto chosen = way.make(credentials)) return chosen;
  }
  return nullptr;
}

}  // namespace homing
