#pragma once
// What a program gets from its system, and how it asks for more. All texts are UTF-8.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

/// The words behind the program's name. From now on the standard streams carry bytes as they are.
std::vector<std::string> words_of_program(int count, char** values);
/// Empty: there is no such variable.
std::string environment(const char* name);
/// Where Homing's own files of this user lie; empty: nowhere.
std::string configuration_folder();
/// What is allocated for a job comes back when it ends, though smaller things that stay were allocated meanwhile.
void keep_memory_small();
/// Zeros that the compiler does not leave out.
void wipe(std::string& secret);

/// Null: errno says why.
std::FILE* open_file(const std::string& path, const char* mode);
/// To be written, and for its owner alone, also where it was there before and others could read it. Null: errno says why.
std::FILE* open_private_file(const std::string& path);
inline std::filesystem::path native_path(const std::string& path) { return std::u8string(path.begin(), path.end()); }
inline std::string path_in(const std::string& folder, const std::string& name) {
  const std::u8string path = (native_path(folder) / native_path(name)).u8string();
  return {path.begin(), path.end()};
}

/// Files by descriptor; below zero: errno says why.
int open_to_read(const std::string& path);
void close_file(int file);
/// Whether something can be read without waiting, or that there is no more; `wait`: until it is so. False also after a signal.
bool has_input(int file, bool wait);
/// How many bytes; 0: there are no more.
std::ptrdiff_t read_some(int file, char* bytes, std::size_t size);
/// Where the last whole line ends; what is read next is the beginning.
std::int64_t end_of_lines(int file);
bool is_standard_output(int file);
bool cut_standard_output(std::int64_t size);
