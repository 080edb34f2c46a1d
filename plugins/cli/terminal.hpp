#pragma once
// What can be told about the place where the output goes.
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

/// Whether people are looking, and may be shown colour (https://no-color.org).
bool is_terminal(std::FILE* stream);
bool wants_colour(std::FILE* stream);
/// Whether terminals here know colours.
bool obeys_colour();

/// Columns, or 0 where lines need not be broken.
std::size_t width_of(std::FILE* stream);

/// Text from outside may hold control characters; a terminal must not obey them.
std::string printable(std::string_view text);

/// A label and its content, broken at the edge of the stream's terminal.
void print_labelled(std::FILE* out, const std::string& label, std::size_t label_width, const std::string& content);

void print_error(std::string_view sentence);
