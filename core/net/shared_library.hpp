#pragma once
// Libraries of the system that are loaded when they are first wanted: most programs never want them.

namespace homing {

class SharedLibrary {
 public:
  /// By its name and the number of its interface, which this system makes a file name of: libcurl and 4 are libcurl.so.4 or
  /// libcurl-4.dll. Never unloaded: libraries register things that outlive it.
  SharedLibrary(const char* name, int number);
  explicit operator bool() const { return library_ != nullptr; }

  /// Whether the library has it; its declaration is the caller's to know.
  template <class Symbol>
  bool find(const char* name, Symbol& symbol) const {
    symbol = reinterpret_cast<Symbol>(address_of(name));
    return symbol != nullptr;
  }

 private:
  void* address_of(const char* name) const;

  void* library_;
};

}  // namespace homing
