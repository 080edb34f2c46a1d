#include "net/quiet_pipe.hpp"

namespace homing {

QuietPipe::QuietPipe() = default;
QuietPipe::~QuietPipe() = default;

}  // namespace homing
