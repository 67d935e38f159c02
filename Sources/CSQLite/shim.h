#pragma once
#include <malloc.h>
#include <sqlite3.h>
#include <stddef.h>

/* SQLITE_TRANSIENT is a cast that Swift does not import. */
static inline sqlite3_destructor_type chaos_sqlite_transient(void) { return SQLITE_TRANSIENT; }

/* sqlite3_db_config is variadic. */
static inline int chaos_sqlite_config(sqlite3 *db, int option, int value) {
  return sqlite3_db_config(db, option, value, (int *)0);
}

/* sqlite3_config is variadic. Without its count of memory every connection allocates without a lock shared by all. */
static inline int chaos_sqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

/* sqlite3_config is variadic. */
static inline int chaos_sqlite_allocate_by(const sqlite3_mem_methods *methods) {
  return sqlite3_config(SQLITE_CONFIG_MALLOC, methods);
}

/* The C library declares it for GNU sources alone. */
extern void *memmem(const void *text, size_t length, const void *part, size_t partLength);
static inline void *chaos_find(const void *text, size_t length, const void *part, size_t partLength) {
  return memmem(text, length, part, partLength);
}
