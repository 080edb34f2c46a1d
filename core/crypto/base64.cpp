#include "crypto/base64.hpp"

#include <openssl/evp.h>

#include <algorithm>

#include "model/secret.hpp"

namespace homing {
namespace {

bool is_url_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; }

// What the last letter holds beyond whole bytes must be nothing (RFC 4648 section 3.5), so that no bytes have two texts.
bool ends_well(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const std::size_t over = text.size() % 4;
  if (over == 0) return true;
  const std::size_t last = letters.find(text.back());
  return over == 2 ? last % 16 == 0 : over == 3 && last % 4 == 0;
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends with a NUL
  const auto* const data = reinterpret_cast<const unsigned char*>(bytes.data());
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), data, static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  // Padding stands at the end and nowhere else (RFC 4648 section 3.3); EVP_DecodeBlock is content with it anywhere.
  const std::size_t end = std::min(text.find('='), text.size());
  const bool padded_well = text.size() - end <= 2 && text.substr(end).find_first_not_of('=') == std::string_view::npos;
  if (text.size() % 4 != 0 || !padded_well) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const auto* const data = reinterpret_cast<const unsigned char*>(text.data());
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), data, static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  // EVP_DecodeBlock counts the padding as bytes.
  bytes.resize(static_cast<std::size_t>(size) - (text.size() - end));
  return bytes;
}

std::string to_base64url(std::string_view bytes) {
  std::string text = to_base64(bytes);
  text.resize(std::min(text.find('='), text.size()));
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1 || !std::all_of(text.begin(), text.end(), is_url_letter) || !ends_well(text)) return std::nullopt;
  std::string padded;
  padded.reserve(text.size() + 2);  // what it holds may be secret, and is wiped
  padded = text;
  padded.append((4 - text.size() % 4) % 4, '=');
  std::replace(padded.begin(), padded.end(), '-', '+');
  std::replace(padded.begin(), padded.end(), '_', '/');
  std::optional<std::string> bytes = from_base64(padded);
  wipe(padded);
  return bytes;
}

}  // namespace homing
