#pragma once
// The message of a test, from what the caller says.
#include <chrono>
#include <memory>
#include <string_view>

#include "dialog/errand.hpp"
#include "model/address.hpp"
#include "verify/account.hpp"

namespace homing {

/// `to`: addresses separated by commas, in any form people type. `token`: letters and digits that no other message has.
Expected<std::shared_ptr<const Letter>> write_letter(const Account& account, const Address& sender, std::string_view to, std::string_view token,
                                                     std::chrono::system_clock::time_point date);

}  // namespace homing
