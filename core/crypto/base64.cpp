#include "crypto/base64.hpp"

#include <openssl/evp.h>

#include <algorithm>

namespace homing {

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

}  // namespace homing
