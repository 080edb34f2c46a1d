#pragma once
// The manifests that an administrator has installed beside the compiled-in ones.
#include "model/fault.hpp"
#include "options.hpp"
#include "read/manifest.hpp"

namespace homing {

/// Reads the folder that the option catalog.dir names, in the language of the option language; whether there is one.
Expected<bool> read_installed(const Options& options, ManifestReader& reader);

}  // namespace homing
