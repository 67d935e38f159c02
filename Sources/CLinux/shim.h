#pragma once
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
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

/// Puts a signal back to its default action and stops it from being ignored, so that a signalfd can see it.
static inline void chaos_reset_signal(int number) { signal(number, SIG_DFL); }
static inline void chaos_ignore_signal(int number) { signal(number, SIG_IGN); }

/// Makes C's standard output leave line by line, as on a terminal.
static inline void chaos_buffer_lines(void) { setvbuf(stdout, NULL, _IOLBF, 0); }
