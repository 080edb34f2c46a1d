// Many threads at one session. Catch's assertions are not thread-safe, so threads count and the test looks at the end.
#include <array>
#include <atomic>
#include <barrier>
#include <chrono>
#include <csignal>
#include <cstring>
#include <deque>
#include <random>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "guest.hpp"
#include "objects.hpp"
#include "one_place.hpp"
#include "silent_server.hpp"

namespace {

using namespace std::chrono_literals;

constexpr const char* answers = HOMING_SOURCE_DIR "/tests/capi/answers.json";
constexpr int crowd = 6;

template <class Work>
void at_once(int count, const Work& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back([&work, i] { work(i); });
  for (std::thread& thread : threads) thread.join();
}

bool is_found(homing_result* result) {
  const char* const outcome = homing_result_text(result, "/outcome");
  return outcome != nullptr && std::strcmp(outcome, "found") == 0;
}

bool finds(homing_session* session, const char* address) {
  const JobHandle job = resolving(session, address);
  if (homing_job_run(job.get(), -1) != HOMING_OK) return false;
  return is_found(result_of(job.get()).get());
}

std::chrono::milliseconds since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}

}  // namespace

TEST_CASE("Many threads resolve at one session and each gets its own result") {
  const SessionHandle session = new_session({{"answers", answers}});
  constexpr std::array addresses{"ada@contoso.example", "ada@fabrikam.example", "ada@litware.example"};
  std::atomic<int> found{0};
  at_once(crowd, [&](int number) {
    for (std::size_t i = 0; i < 30; ++i) found += finds(session.get(), addresses[(i + static_cast<std::size_t>(number)) % addresses.size()]);
  });
  CHECK(found == crowd * 30);
}

TEST_CASE("A session is freed while its jobs still run in other threads") {
  for (int round = 0; round < 20; ++round) {
    SessionHandle session = new_session({{"answers", answers}});
    std::vector<JobHandle> jobs;
    for (int i = 0; i < crowd; ++i) jobs.push_back(resolving(session.get(), "ada@fabrikam.example"));
    std::atomic<int> found{0};
    at_once(crowd + 1, [&](int number) {
      if (number == crowd) return session.reset();
      homing_job* const job = jobs[static_cast<std::size_t>(number)].get();
      if (homing_job_run(job, -1) == HOMING_OK) found += is_found(result_of(job).get());
    });
    CHECK(found == crowd);
  }
}

TEST_CASE("Jobs on a silent network end soon when they are cancelled by number from other threads") {
  const SilentServer server;
  const SessionHandle session = new_session({{"dns.servers", server.address()}, {"deadline_ms", "60000"}});
  std::array<std::atomic<std::uint32_t>, crowd> numbers{};
  std::atomic<int> cancelled{0};
  const auto start = std::chrono::steady_clock::now();
  at_once(2 * crowd, [&](int number) {
    std::atomic<std::uint32_t>& mine = numbers[static_cast<std::size_t>(number % crowd)];
    for (int i = 0; i < 10; ++i) {
      if (number < crowd) {
        const JobHandle job = resolving(session.get(), "ada@contoso.example");
        mine = homing_job_id(job.get());
        cancelled += homing_job_run(job.get(), -1) == HOMING_CANCELLED;
        mine = 0;
      } else {
        while (mine == 0) std::this_thread::sleep_for(1ms);
        const std::uint32_t other = mine;
        while (homing_cancel(other) == HOMING_OK) std::this_thread::sleep_for(1ms);
        while (mine == other) std::this_thread::sleep_for(1ms);
      }
    }
  });
  CHECK(cancelled == crowd * 10);
  CHECK(since(start) < 30s);
}

TEST_CASE("Verifications at a server that says nothing end soon when they are cancelled from other threads") {
  const SilentListener server;
  const SessionHandle session = new_session({});
  const std::string place = "imaps://127.0.0.1:" + std::to_string(server.port());
  std::vector<JobHandle> jobs;
  for (int i = 0; i < crowd; ++i) {
    homing_account* account = nullptr;
    REQUIRE(homing_account_new("ada@outlook.com", &account) == HOMING_OK);
    const AccountHandle owner(account);
    REQUIRE(homing_account_set(account, "server", place.c_str()) == HOMING_OK);
    REQUIRE(homing_account_password(account, "correct-horse", 13) == HOMING_OK);
    homing_job* job = nullptr;
    REQUIRE(homing_verify(session.get(), account, &job) == HOMING_OK);
    jobs.emplace_back(job);
  }
  const auto start = std::chrono::steady_clock::now();
  std::atomic<int> cancelled{0};
  at_once(2 * crowd, [&](int number) {
    homing_job* const job = jobs[static_cast<std::size_t>(number % crowd)].get();
    if (number < crowd) {
      cancelled += homing_job_run(job, -1) == HOMING_CANCELLED;
      return;
    }
    std::this_thread::sleep_for(20ms);
    homing_cancel(homing_job_id(job));
  });
  CHECK(cancelled == crowd);
  CHECK(since(start) < 5s);
}

TEST_CASE("Numbers of jobs that never were, ended or were freed are harmless to cancel") {
  const SessionHandle session = new_session({{"answers", answers}});
  std::atomic<bool> working{true};
  std::atomic<int> found{0};
  at_once(crowd, [&](int number) {
    if (number == 0) {
      for (int i = 0; i < 100; ++i) found += finds(session.get(), "ada@litware.example");
      working = false;
    }
    // Far behind the numbers that are in use.
    while (working) homing_cancel(0xF0000000U + static_cast<std::uint32_t>(number));
  });
  CHECK(found == 100);
}

TEST_CASE("Jobs that are freed while another thread works for them leave nothing behind") {
  const SilentServer server;
  for (int round = 0; round < 50; ++round) {
    const SessionHandle session = new_session({{"dns.servers", server.address()}, {"deadline_ms", "20"}});
    const JobHandle patient = resolving(session.get(), "ada@contoso.example");
    at_once(3, [&](int number) {
      if (number == 0) homing_job_run(patient.get(), -1);
      for (int i = 0; number != 0 && i < 20; ++i) {
        const JobHandle fleeting = resolving(session.get(), "ada@fabrikam.example");
        homing_job_run(fleeting.get(), number - 1);
      }
    });
    CHECK(homing_session_run(session.get(), 1000) == HOMING_OK);
  }
}

TEST_CASE("Sessions that are freed by many threads at once leave signals as they were") {
  const SilentServer server;
  struct sigaction before {};
  struct sigaction after {};
  sigaction(SIGPIPE, nullptr, &before);
  std::barrier together(crowd);
  at_once(crowd, [&](int) {
    for (int i = 0; i < 50; ++i) {
      SessionHandle session = new_session({{"dns.servers", server.address()}, {"deadline_ms", "12"}});
      homing_job_run(resolving(session.get(), "ada@contoso.example").get(), -1);
      together.arrive_and_wait();
      session.reset();
    }
  });
  sigaction(SIGPIPE, nullptr, &after);
  CHECK(before.sa_handler == after.sa_handler);
}

TEST_CASE("One result is read by many threads") {
  const SessionHandle session = new_session({{"answers", answers}});
  const JobHandle job = resolving(session.get(), "ada@contoso.example");
  REQUIRE(homing_job_run(job.get(), -1) == HOMING_OK);
  const ResultHandle result = result_of(job.get());
  std::atomic<int> right{0};
  at_once(crowd, [&](int) {
    for (int i = 0; i < 50; ++i) {
      const char* const whole = homing_result_json(result.get());
      const char* const part = homing_result_part(result.get(), "/smtp/0/port");
      right += whole != nullptr && std::strcmp(homing_result_part(result.get(), ""), whole) == 0 && std::strcmp(part, "587") == 0 &&
               homing_result_number(result.get(), "/limits/recipients_per_day", 0) == 10000;
    }
  });
  CHECK(right == crowd * 50);
}

TEST_CASE("Each thread has a session of its own and all of them start at the same time") {
  std::atomic<int> found{0};
  at_once(crowd, [&](int) {
    for (int i = 0; i < 10; ++i) {
      const SessionHandle session = new_session({{"answers", answers}});
      found += finds(session.get(), "ada@fabrikam.example");
    }
  });
  CHECK(found == crowd * 10);
}

TEST_CASE("Many threads sign in, use and erase what is kept, and cancel each other at any moment") {
  OnePlace store;
  SessionHandle session = session_for_guests();
  REQUIRE(store.serve(session.get()) == HOMING_OK);
  std::array<std::atomic<std::uint32_t>, crowd> numbers{};
  std::atomic<int> right{0}, cancelled{0}, working{crowd};
  at_once(2 * crowd, [&](int number) {
    std::minstd_rand chance(static_cast<unsigned>(number + 1));
    if (number >= crowd) {  // who cancels
      while (working > 0) {
        std::this_thread::sleep_for(std::chrono::microseconds(chance() % 200));
        cancelled += homing_cancel(numbers[chance() % numbers.size()]) == HOMING_OK;
      }
      return;
    }
    const Guest guest;
    for (int i = 0; i < 500; ++i) right += guest.come(session.get(), static_cast<int>(chance() % 4), numbers[static_cast<std::size_t>(number)]);
    --working;
  });
  CHECK(right == crowd * 500);
  CHECK(cancelled > 0);
  std::atomic<std::uint32_t> nobody{0};
  CHECK(Guest().come(session.get(), 0, nobody));
  CHECK(store.holds("refresh-token-1"));
  CHECK(store.releases() == 0);
  session.reset();
  CHECK(store.releases() == 1);
  CHECK(store.broken_promises() == 0);
}

TEST_CASE("A store that is replaced while jobs run is released once, and nobody comes to it afterwards") {
  std::deque<OnePlace> stores(200);
  SessionHandle session = session_for_guests();
  REQUIRE(stores.front().serve(session.get()) == HOMING_OK);
  std::atomic<int> right{0}, given{0};
  at_once(crowd + 1, [&](int number) {
    if (number == crowd) {
      for (std::size_t i = 1; i < stores.size(); ++i) {
        given += stores[i].serve(session.get()) == HOMING_OK;
        std::this_thread::sleep_for(100us);
      }
      return;
    }
    const Guest guest;
    std::atomic<std::uint32_t> nobody{0};
    for (int i = 0; i < 60; ++i) right += guest.come(session.get(), number, nobody);
  });
  CHECK(right == crowd * 60);
  CHECK(given == 199);
  session.reset();
  for (const OnePlace& store : stores) {
    CHECK(store.releases() == 1);
    CHECK(store.broken_promises() == 0);
  }
}
