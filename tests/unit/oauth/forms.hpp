#pragma once
// Forms and JSON Web Tokens taken apart by other code than that which writes them.
#include <boost/json/parse.hpp>
#include <map>
#include <string>
#include <string_view>

#include "crypto/base64.hpp"
#include "oauth/authority.hpp"

namespace forms {

using Fields = std::map<std::string, std::string>;

inline std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') result += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16)), i += 2;
    else result += text[i] == '+' ? ' ' : text[i];
  }
  return result;
}

/// Each name once, or the value is "twice".
inline Fields fields_of(std::string_view form) {
  Fields fields;
  for (std::size_t begin = 0; begin < form.size();) {
    const std::size_t end = std::min(form.find('&', begin), form.size());
    const std::string_view pair = form.substr(begin, end - begin);
    const std::size_t equals = pair.find('=');
    const std::string name = decoded(pair.substr(0, equals));
    fields[name] = fields.count(name) != 0 ? "twice" : decoded(pair.substr(equals + 1));
    begin = end + 1;
  }
  return fields;
}

inline boost::json::object part_of(const std::string& jwt, int which) {
  std::size_t begin = 0;
  for (int i = 0; i < which; ++i) begin = jwt.find('.', begin) + 1;
  return boost::json::parse(*homing::from_base64url(std::string_view(jwt).substr(begin, jwt.find('.', begin) - begin))).as_object();
}

/// Microsoft's, as its documents have it.
inline homing::Authority microsoft() {
  homing::Authority authority;
  authority.issuer = "login.microsoftonline.com";
  authority.authorization_endpoint = "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize";
  authority.token_endpoint = "https://login.microsoftonline.com/organizations/oauth2/v2.0/token";
  authority.device_authorization_endpoint = "https://login.microsoftonline.com/organizations/oauth2/v2.0/devicecode";
  authority.redirect = "http://localhost";
  authority.iss = "https://login.microsoftonline.com/*/v2.0";
  authority.graph = "https://graph.microsoft.com";
  authority.resource = "https://outlook.office.com";
  authority.scopes = {{{"https://outlook.office.com/IMAP.AccessAsUser.All"},
                       {"https://outlook.office.com/POP.AccessAsUser.All"},
                       {"https://outlook.office.com/SMTP.Send"},
                       {"https://graph.microsoft.com/Mail.Send"}}};
  authority.refresh_scopes = {"offline_access"};
  authority.identity_scopes = {"openid", "email", "profile"};
  return authority;
}

inline homing::Authority google() {
  homing::Authority authority;
  authority.issuer = authority.iss = "https://accounts.google.com";
  authority.authorization_endpoint = "https://accounts.google.com/o/oauth2/v2/auth";
  authority.token_endpoint = "https://oauth2.googleapis.com/token";
  authority.scopes = {{{"https://mail.google.com/"}, {"https://mail.google.com/"}, {"https://mail.google.com/"}, {}}};
  authority.identity_scopes = {"openid", "email"};
  authority.authorize_with = {{"access_type", "offline"}, {"prompt", "consent"}};
  return authority;
}

}  // namespace forms
