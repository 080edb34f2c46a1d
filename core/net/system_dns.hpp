#pragma once
// The name servers that this system is set up with.
#include <memory>

namespace homing {

class SystemDns {
 public:
  SystemDns();
  ~SystemDns();
  SystemDns(const SystemDns&) = delete;
  SystemDns& operator=(const SystemDns&) = delete;

  /// Whether there may be others than when this was made, or was asked last.
  bool has_changed();

 private:
  struct Native;
  std::unique_ptr<Native> native_;
};

}  // namespace homing
