#pragma once
// Whether a document is what a scenario expects.
#include <boost/json/value.hpp>
#include <string>
#include <vector>

namespace homing::testing {

/// Each difference as `POINTER: expected ..., found ...`. Objects match as subsets, lists element by element and in length.
/// `{"length": n}`, `{"some": x}` and `{"none": x}` stand for a list; a text between asterisks must only be contained.
std::vector<std::string> differences(const boost::json::value& expected, const boost::json::value& found, const std::string& pointer = {});

}  // namespace homing::testing
