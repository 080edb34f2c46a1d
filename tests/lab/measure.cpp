// Runs a program and tells how long it took and how much memory it held at its peak.
//
//   measure REPORT_DESCRIPTOR PROGRAM ARGUMENT...
//
// Writes "MICROSECONDS KILOBYTES STATUS" to the descriptor; STATUS is the exit code, or 128 + the signal.
// Linux counts the memory of the process that forked into ru_maxrss of the program it starts (see execve and
// getrusage(2)), so the peak of a small program can only be taken by a parent that is smaller still.
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

int main(int count, char** arguments) {
  const int report = count > 2 ? std::atoi(arguments[1]) : 0;
  if (report <= STDERR_FILENO) {
    std::fputs("usage: measure REPORT_DESCRIPTOR PROGRAM ARGUMENT...\n", stderr);
    return 2;
  }
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) {
    std::perror("fork");
    return 1;
  }
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0UL, 0UL, 0UL);  // whoever gives up on measure gives up on the program
    close(report);
    execv(arguments[2], arguments + 2);
    std::perror(arguments[2]);
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child) {
    std::perror("wait4");
    return 1;
  }
  const auto took = std::chrono::steady_clock::now() - start;
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  dprintf(report, "%lld %ld %d\n", static_cast<long long>(std::chrono::duration_cast<std::chrono::microseconds>(took).count()), usage.ru_maxrss,
          code);
  return code;
}
