internal import CLinux

/// Keeps the memory of a process with many threads small; to be called before the first thread starts.
package func limitArenas() { chaos_limit_arenas() }
