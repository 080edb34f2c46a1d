#pragma once
// Autodiscover "version 2", the JSON form: where Exchange keeps a mailbox.
#include <string_view>

#include "model/fault.hpp"
#include "model/text.hpp"

namespace homing {

struct AutodiscoverV2 {
  Text protocol;  ///< as asked, such as AutodiscoverV1 or ActiveSync
  Text url;       ///< https; its host tells the cloud
};

/// Reads `{"Protocol": ..., "Url": ...}`. An answer that refuses (`{"ErrorCode": ..., "ErrorMessage": ...}`) is a fault that
/// names both.
Expected<AutodiscoverV2> read_autodiscover_v2(std::string_view json, Arena& arena);

}  // namespace homing
