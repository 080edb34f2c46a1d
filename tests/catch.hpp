#pragma once
// Catch2 version 2 (Debian 12, Ubuntu 24.04) and 3 (Debian 13) under one name.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
