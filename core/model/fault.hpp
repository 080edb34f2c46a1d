#pragma once
// Expected failure is a value: what was wrong with some input, as a sentence, and where.
#include <boost/system/result.hpp>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace homing {

struct Fault {
  Fault() = default;
  Fault(std::string what, std::size_t where) : sentence(std::move(what)), position(where) {}

  std::string sentence;      ///< names the input, what was expected and what to do
  std::size_t position = 0;  ///< byte offset in the input; 0 where no place can be named
};

/// Called by Boost when somebody reads the value of a failed Expected: a defect, so an exception.
[[noreturn]] inline void throw_exception_from_error(const Fault& fault, const boost::source_location&) { throw std::logic_error(fault.sentence); }

template <class T>
using Expected = boost::system::result<T, Fault>;

}  // namespace homing
