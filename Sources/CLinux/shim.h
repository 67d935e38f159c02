#pragma once
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/// A descriptor that becomes readable when the process ends; -1 where the system has none.
static inline int chaos_open_process(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

/// Makes reads from a descriptor return at once.
static inline int chaos_set_nonblocking(int descriptor) {
  return fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

static inline int chaos_set_close_on_exec(int descriptor) { return fcntl(descriptor, F_SETFD, FD_CLOEXEC); }

/// A pipe that no other program inherits.
static inline int chaos_open_pipe(int ends[2]) { return (int)syscall(SYS_pipe2, ends, O_CLOEXEC); }

/// Puts a signal back to its default action and stops it from being ignored, so that a signalfd can see it.
static inline void chaos_reset_signal(int number) { signal(number, SIG_DFL); }
static inline void chaos_ignore_signal(int number) { signal(number, SIG_IGN); }

/// Makes C's standard output leave line by line, as on a terminal.
static inline void chaos_buffer_lines(void) { setvbuf(stdout, NULL, _IOLBF, 0); }

static int chaos_crash_source = -1;
static int chaos_crash_target = -1;

/// Copies the last words of a crash from the pipe that standard error goes to.
static void chaos_on_crash(int number) {
  char text[4096];
  ssize_t count;
  while ((count = read(chaos_crash_source, text, sizeof text)) > 0) {
    if (write(chaos_crash_target, text, (size_t)count) < 0) break;
  }
  signal(number, SIG_DFL);
  raise(number);
}

/// Saves what was written to a pipe from being lost with the process; `source` must not block.
static inline void chaos_save_last_words(int source, int target) {
  static const int numbers[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};
  chaos_crash_source = source;
  chaos_crash_target = target;
  for (unsigned index = 0; index < sizeof numbers / sizeof *numbers; index++) {
    struct sigaction current;
    if (sigaction(numbers[index], NULL, &current) == 0 && current.sa_handler == SIG_DFL) {
      signal(numbers[index], chaos_on_crash);
    }
  }
}
