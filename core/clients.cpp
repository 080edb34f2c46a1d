#include "clients.hpp"

#include "net/environment.hpp"
#include "net/files.hpp"
#include "read/secret_json.hpp"
#include "read/web_json.hpp"

namespace homing {
namespace {

constexpr std::size_t largest_file = std::size_t{256} * 1024;

std::string usual_file() {
  const std::string folder = configuration_folder();
  return folder.empty() ? folder : folder + "/clients.json";
}

Fault no_client(std::string_view issuer, const std::string& why) {
  return {"oauth.no_client: " + why + "; register this program with " + std::string(issuer) +
              " and give its client id by option oauth.client_id, the environment variable HOMING_CLIENT_ID, or the file of option oauth.clients",
          0};
}

// What the file says of one issuer.
struct Listed {
  std::string id, certificate, redirect, tenant;
  Secret secret;
};

Expected<Listed> read_listed(const std::string& file, std::string_view issuer) {
  Expected<std::string> text = read_file(file, largest_file);
  if (!text) return text.error();
  const Secret content(*text);
  wipe(*text);
  const Expected<boost::json::object> clients = parse_secret_json(content.reveal(), largest_file);
  if (!clients) return Fault{file + ": expected {\"login.microsoftonline.com\": {\"client_id\": \"...\"}}; " + clients.error().sentence, 0};
  const boost::json::object& entry = object_at(*clients, issuer_host(issuer));
  Listed listed{text_at(entry, "client_id"), text_at(entry, "certificate"), text_at(entry, "redirect"), text_at(entry, "tenant"),
                secret_at(entry, "client_secret")};
  if (!entry.empty() && listed.id.empty()) return Fault{file + ": " + std::string(issuer_host(issuer)) + " has no \"client_id\"", 0};
  if (!listed.secret.empty() && !is_private_file(file))
    return Fault{file + " holds a client secret and can be read by others: " + closing_command(file, false), 0};
  return listed;
}

// That nobody wrote the usual file is no fault.
Expected<Listed> look_up(std::string_view issuer, const Options& options) {
  const std::string named(options.text(Option::oauth_clients));
  const std::string file = named.empty() ? usual_file() : named;
  if (file.empty() || (named.empty() && !file_exists(file))) return Listed();
  return read_listed(file, issuer);
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
  Expected<Listed> listed = look_up(issuer, options);
  if (!listed) return no_client(issuer, listed.error().sentence);
  std::string id = wishes.client_id;
  if (id.empty()) id = options.text(Option::oauth_client_id);
  if (id.empty()) id = environment("HOMING_CLIENT_ID");
  if (id.empty()) id = listed->id;
  if (id.empty()) return no_client(issuer, "no client id is known for " + std::string(issuer));
  const bool is_listed = id == listed->id;
  // What stands beside another client's id is that client's.
  if (!is_listed) listed = Listed();
  Expected<Secret> certificate = read_certificate(wishes.certificate.empty() ? listed->certificate : wishes.certificate);
  if (!certificate) return Fault{"oauth.client: " + certificate.error().sentence, 0};
  Secret secret = wishes.client_secret.empty() ? std::move(listed->secret) : wishes.client_secret.copy();
  return Registration{{std::move(id), std::move(secret), *std::move(certificate)},
                      wishes.redirect.empty() ? listed->redirect : wishes.redirect,
                      wishes.tenant.empty() ? listed->tenant : wishes.tenant,
                      is_listed};
}

}  // namespace homing
