#pragma once
// The contracts of manifests/schema, as a judge of documents.
#include <string>
#include <string_view>
#include <vector>

namespace homing::testing {

/// What a document does wrong by manifests/schema/<name>.schema.json, a sentence each; none where it keeps the contract.
/// A text that is no JSON has one complaint.
std::vector<std::string> check_schema(std::string_view name, std::string_view json);

/// The complaints in one text, for messages.
std::string joined(const std::vector<std::string>& complaints);

/// The whole file; a missing one is a defect of the test and throws.
std::string slurp(const std::string& path);

}  // namespace homing::testing
