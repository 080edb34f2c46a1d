#pragma once
// What the browser shows when it has come back: a page of HTML without scripts or anything from elsewhere.
#include <string>
#include <string_view>

namespace homing {

enum class Welcome : std::uint8_t { signed_in, failed, stranger };

/// `sentence`: what happened, in plain text.
std::string sign_in_page(Welcome welcome, std::string_view sentence);

}  // namespace homing
