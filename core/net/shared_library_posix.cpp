#include <dlfcn.h>

#include <string>

#include "net/shared_library.hpp"

namespace homing {

SharedLibrary::SharedLibrary(const char* name, int number)
    : library_(::dlopen((std::string(name) + ".so." + std::to_string(number)).c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE)) {}

void* SharedLibrary::address_of(const char* name) const { return ::dlsym(library_, name); }

}  // namespace homing
