// The offline path: address to verdict in the core, through the C ABI, and as a JSON document.
#include <benchmark/benchmark.h>
#include <homing/homing.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "decide/race.hpp"
#include "model/document.hpp"

namespace {

// What people type: known domains of all sizes.
const std::vector<std::string>& addresses() {
  static const std::vector<std::string> list{"ada@outlook.com", "ada@hotmail.co.uk", "ada@live.com.mx",  "ada@gmail.com", "ada@yahoo.co.jp",
                                             "ada@icloud.com",  "ada@web.de",        "ada@fastmail.com", "ada@orange.fr", "ada@yandex.ru",
                                             "ada@comcast.net", "ada@libero.it",     "ada@qq.com",       "ada@163.com",   "ada@msn.com"};
  return list;
}

homing::Permissions offline() {
  homing::Permissions permissions;
  permissions.network = false;
  return permissions;
}

void core_verdict(benchmark::State& state) {
  const homing::Catalogue catalogue(homing::builtin_tables());
  const homing::Permissions permissions = offline();
  const homing::Pace pace;
  const homing::Time now{};
  std::size_t next = 0;
  for (auto _ : state) {
    const auto address = homing::parse_address(addresses()[next++ % addresses().size()]);
    homing::Arena arena;
    const homing::Subject subject{*address, catalogue, permissions, arena};
    const homing::Race race(subject, pace, now);
    const homing::Resolution resolution = race.verdict(now);
    if (resolution.outcome != homing::Outcome::found) std::abort();
    benchmark::DoNotOptimize(resolution);
  }
}
BENCHMARK(core_verdict);

void core_document(benchmark::State& state) {
  const homing::Catalogue catalogue(homing::builtin_tables());
  const homing::Permissions permissions = offline();
  const auto address = homing::parse_address("ada@outlook.com");
  homing::Arena arena;
  const homing::Subject subject{*address, catalogue, permissions, arena};
  const homing::Resolution resolution = homing::Race(subject, {}, {}).verdict({});
  for (auto _ : state) benchmark::DoNotOptimize(homing::to_json(resolution));
}
BENCHMARK(core_document);

homing_session* offline_session() {
  homing_options* options = nullptr;
  homing_session* session = nullptr;
  homing_options_new(&options);
  homing_options_set(options, "offline", "on");
  if (homing_session_new(options, &session) != HOMING_OK) std::abort();
  homing_options_free(options);
  return session;
}

// What a C caller does for an answer: resolve, run, read kind and the three hosts and ports, free.
void abi_answer_with_getters(benchmark::State& state) {
  homing_session* const session = offline_session();
  std::size_t next = 0;
  for (auto _ : state) {
    homing_job* job = nullptr;
    homing_result* result = nullptr;
    homing_resolve(session, addresses()[next++ % addresses().size()].c_str(), &job);
    if (homing_job_run(job, -1) != HOMING_OK || homing_job_result(job, &result) != HOMING_OK) std::abort();
    for (const char* const pointer : {"/mailbox/kind", "/imap/0/host", "/smtp/0/host", "/smtp/0/username"})
      benchmark::DoNotOptimize(homing_result_text(result, pointer));
    for (const char* const pointer : {"/imap/0/port", "/smtp/0/port"}) benchmark::DoNotOptimize(homing_result_number(result, pointer, 0));
    homing_result_free(result);
    homing_job_free(job);
  }
  homing_session_free(session);
}
BENCHMARK(abi_answer_with_getters);

void abi_answer_as_json(benchmark::State& state) {
  homing_session* const session = offline_session();
  for (auto _ : state) {
    homing_job* job = nullptr;
    homing_result* result = nullptr;
    homing_resolve(session, "ada@outlook.com", &job);
    if (homing_job_run(job, -1) != HOMING_OK || homing_job_result(job, &result) != HOMING_OK) std::abort();
    benchmark::DoNotOptimize(homing_result_json(result));
    homing_result_free(result);
    homing_job_free(job);
  }
  homing_session_free(session);
}
BENCHMARK(abi_answer_as_json);

}  // namespace

BENCHMARK_MAIN();
