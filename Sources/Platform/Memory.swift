internal import CTCMalloc

/// Gives memory that nothing uses back to the system, where that is more than `bytes`; a few microseconds where it is not.
///
/// The allocator is TCMalloc: its caches are by thread, so that many threads do not wait for one another. It keeps what was
/// freed for what comes next, and a program that lasts for days should not hold on to the memory of its largest hour.
package func releaseFreeMemory(above bytes: Int = 64 << 20) {
  var free = 0
  guard MallocExtension_GetNumericProperty("tcmalloc.pageheap_free_bytes", &free) != 0, free > bytes else { return }
  MallocExtension_ReleaseFreeMemory()
}
