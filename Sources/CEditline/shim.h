#pragma once
#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* el_set and history are variadic, which Swift cannot call. */

typedef char *(*chaos_prompt)(EditLine *);
typedef unsigned char (*chaos_key)(EditLine *, int);
typedef int (*chaos_read)(EditLine *, wchar_t *);

static inline EditLine *chaos_editor_open(const char *name) { return el_init(name, stdin, stdout, stderr); }
static inline void chaos_editor_set_owner(EditLine *editor, void *owner) { el_set(editor, EL_CLIENTDATA, owner); }
static inline void *chaos_editor_owner(EditLine *editor) {
  void *owner = NULL;
  el_get(editor, EL_CLIENTDATA, &owner);
  return owner;
}

/* Text between two bytes `escape` in a prompt takes no columns. */
static inline void chaos_editor_set_prompt(EditLine *editor, chaos_prompt prompt, char escape) {
  el_set(editor, EL_PROMPT_ESC, prompt, escape);
}

static inline void chaos_editor_set_defaults(EditLine *editor, History *list) {
  el_set(editor, EL_EDITOR, "emacs");
  el_set(editor, EL_SIGNAL, 0);
  el_set(editor, EL_HIST, history, list);
}

static inline void chaos_editor_set_reader(EditLine *editor, chaos_read read) { el_set(editor, EL_GETCFN, read); }

/* Calls `complete` on the Tab key, and searches the history on Ctrl-R. */
static inline void chaos_editor_set_keys(EditLine *editor, chaos_key complete) {
  el_set(editor, EL_ADDFN, "chaos-complete", "complete the word", complete);
  el_set(editor, EL_BIND, "^I", "chaos-complete", NULL);
  el_set(editor, EL_BIND, "^R", "em-inc-search-prev", NULL);
}

static inline void chaos_history_set_size(History *list, int size) {
  HistEvent event;
  history(list, &event, H_SETSIZE, size);
  history(list, &event, H_SETUNIQUE, 1);
}

static inline void chaos_history_add(History *list, const char *line) {
  HistEvent event;
  history(list, &event, H_ENTER, line);
}

static inline int chaos_history_load(History *list, const char *path) {
  HistEvent event;
  return history(list, &event, H_LOAD, path);
}

static inline int chaos_history_save(History *list, const char *path) {
  HistEvent event;
  return history(list, &event, H_SAVE, path);
}

/* A locale that reads UTF-8, whatever the environment says. */
static inline void chaos_use_utf8(void) {
  if (setlocale(LC_ALL, "") == NULL || MB_CUR_MAX == 1) setlocale(LC_CTYPE, "C.UTF-8");
}

/* 0 where the descriptor is no terminal. */
static inline int chaos_terminal_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* Whether what is typed is shown. */
static inline void chaos_terminal_echo(int descriptor, int shows) {
  struct termios settings;
  if (tcgetattr(descriptor, &settings) != 0) return;
  if (shows) settings.c_lflag |= ECHO; else settings.c_lflag &= ~(tcflag_t)ECHO;
  tcsetattr(descriptor, TCSAFLUSH, &settings);
}

static int chaos_interrupt_event = -1;

static void chaos_on_interrupt(int number) {
  (void)number;
  int saved = errno;
  uint64_t one = 1;
  if (write(chaos_interrupt_event, &one, sizeof one) < 0) { /* the event is already set */ }
  errno = saved;
}

/* An event descriptor that becomes readable at each SIGINT; reads of the terminal end with EINTR. */
static inline int chaos_catch_interrupts(void) {
  if (chaos_interrupt_event < 0) chaos_interrupt_event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = chaos_on_interrupt;
  sigaction(SIGINT, &action, NULL);
  /* Whoever started the process may have left it blocked. */
  sigset_t interrupt;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  pthread_sigmask(SIG_UNBLOCK, &interrupt, NULL);
  return chaos_interrupt_event;
}
