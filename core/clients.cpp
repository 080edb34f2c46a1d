#include "clients.hpp"

#include <cstdlib>

#include "net/files.hpp"
#include "read/json_node.hpp"

namespace homing {
namespace {

constexpr std::size_t largest_file = std::size_t{256} * 1024;

std::string environment(const char* name) {
  const char* const value = ::secure_getenv(name);
  return value == nullptr ? std::string() : value;
}

std::string usual_file() {
  const std::string config = environment("XDG_CONFIG_HOME"), home = environment("HOME");
  if (!config.empty()) return config + "/homing/clients.json";
  return home.empty() ? std::string() : home + "/.config/homing/clients.json";
}

Fault no_client(std::string_view issuer, const std::string& why) {
  return {"oauth.no_client: " + why + "; register this program with " + std::string(issuer) +
              " and give its client id by option oauth.client_id, the environment variable HOMING_CLIENT_ID, or the file of option oauth.clients",
          0};
}

struct Listed {
  std::string id, secret, certificate, redirect, tenant;
  ~Listed() { wipe(secret); }
};

Expected<void> read_listed(const std::string& file, std::string_view issuer, Listed& listed) {
  const Expected<std::string> text = read_file(file, largest_file);
  if (!text) return text.error();
  const Expected<boost::json::value> parsed = parse_json(*text);
  if (!parsed) return Fault{file + ": " + parsed.error().sentence, 0};
  std::optional<Fault> fault;
  const JsonNode entry = JsonNode(&*parsed, "", fault)[issuer_host(issuer)];
  if (entry.present()) {
    listed.id = entry["client_id"].required();
    listed.secret = entry["client_secret"].text();
    listed.certificate = entry["certificate"].text();
    listed.redirect = entry["redirect"].text();
    listed.tenant = entry["tenant"].text();
  }
  return fault ? Expected<void>(Fault{file + ": " + fault->sentence, 0}) : Expected<void>();
}

// That nobody wrote the usual file is no fault.
Expected<void> look_up(std::string_view issuer, const Options& options, Listed& listed) {
  const std::string named(options.text(Option::oauth_clients));
  const std::string file = named.empty() ? usual_file() : named;
  if (file.empty()) return {};
  if (named.empty() && !read_file(file, largest_file)) return {};
  return read_listed(file, issuer, listed);
}

Expected<Secret> read_certificate(const std::string& path) {
  if (path.empty()) return Secret();
  Expected<std::string> pem = read_file(path, largest_file);
  if (!pem) return pem.error();
  Secret certificate(*pem);
  wipe(*pem);
  return certificate;
}

}  // namespace

std::string_view issuer_host(std::string_view issuer) {
  constexpr std::string_view scheme = "https://";
  if (issuer.starts_with(scheme)) issuer.remove_prefix(scheme.size());
  return issuer.substr(0, issuer.find_first_of("/:"));
}

Expected<Registration> registration_for(std::string_view issuer, const SignInWishes& wishes, const Options& options) {
  Listed listed;
  if (const Expected<void> read = look_up(issuer, options, listed); !read) return no_client(issuer, read.error().sentence);
  std::string id = wishes.client_id;
  if (id.empty()) id = options.text(Option::oauth_client_id);
  if (id.empty()) id = environment("HOMING_CLIENT_ID");
  if (id.empty()) id = listed.id;
  if (id.empty()) return no_client(issuer, "no client id is known for " + std::string(issuer));
  // What stands beside another client's id is that client's.
  if (id != listed.id) listed = Listed();
  Expected<Secret> certificate = read_certificate(wishes.certificate.empty() ? listed.certificate : wishes.certificate);
  if (!certificate) return Fault{"oauth.client: " + certificate.error().sentence, 0};
  Secret secret = wishes.client_secret.empty() ? Secret(listed.secret) : wishes.client_secret.copy();
  return Registration{{std::move(id), std::move(secret), *std::move(certificate)},
                      wishes.redirect.empty() ? listed.redirect : wishes.redirect,
                      wishes.tenant.empty() ? listed.tenant : wishes.tenant};
}

}  // namespace homing
