#pragma once
// How an account's values are read.
#include <string>
#include <string_view>
#include <vector>

#include "model/fault.hpp"

namespace homing {

/// `NAME: "VALUE" is not EXPECTED.`
Fault refused(std::string_view name, std::string_view value, const std::string& expected);

/// The parts of a list that commas separate.
std::vector<std::string_view> parts_of(std::string_view list);

}  // namespace homing
