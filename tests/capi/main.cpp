// One main for Catch2 of both versions.
#define CATCH_CONFIG_RUNNER
#include "catch.hpp"

int main(int count, char* arguments[]) { return Catch::Session().run(count, arguments); }
