#include <windows.h>

#include <string>

#include "net/shared_library.hpp"

namespace homing {

// As libtool names them. Only from the program's own folder and the system's: what lies in the working folder may be anybody's.
SharedLibrary::SharedLibrary(const char* name, int number)
    : library_(::LoadLibraryExA((std::string(name) + '-' + std::to_string(number) + ".dll").c_str(), nullptr, LOAD_LIBRARY_SEARCH_DEFAULT_DIRS)) {}

void* SharedLibrary::address_of(const char* name) const { return reinterpret_cast<void*>(::GetProcAddress(static_cast<HMODULE>(library_), name)); }

}  // namespace homing
