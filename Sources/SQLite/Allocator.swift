import CSQLite
import Glibc

/// Where SQLite gets its memory: from the system, after asking the guard of the statement that runs on this thread.
///
/// SQLite calls back neither while it compiles a statement nor inside a function, but it allocates in both, so this is
/// where a statement ends that unfolds without end or computes for ever.
enum Allocator {
  /// Whose statement runs on this thread.
  private static let guardian: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// Must come before the first connection; later it would be refused and change nothing.
  static func install() -> Bool {
    _ = guardian
    var methods = sqlite3_mem_methods(
      xMalloc: { count in
        guard Allocator.isGranted(Int(count)) else { return nil }
        let pointer = malloc(Int(count))
        Allocator.control?.memoryLeft -= malloc_usable_size(pointer)
        return pointer
      },
      xFree: { pointer in
        Allocator.control?.memoryLeft += malloc_usable_size(pointer)
        free(pointer)
      },
      xRealloc: { pointer, count in
        let before = malloc_usable_size(pointer)
        guard Allocator.isGranted(Int(count) - before) else { return nil }
        guard let moved = realloc(pointer, Int(count)) else { return nil }
        Allocator.control?.memoryLeft -= malloc_usable_size(moved) - before
        return moved
      },
      xSize: { Int32(clamping: malloc_usable_size($0)) },
      xRoundup: { $0 > Int32.max - 8 ? $0 : ($0 + 7) & ~7 }, xInit: { _ in SQLITE_OK }, xShutdown: { _ in },
      pAppData: nil)
    return chaos_sqlite_allocate_by(&methods) == SQLITE_OK
  }

  /// Runs a call of SQLite whose allocations `control` may refuse.
  static func watched<Result>(by control: Control, _ body: () -> Result) -> Result {
    guard control.isGuarded else { return body() }
    pthread_setspecific(guardian, Unmanaged.passUnretained(control).toOpaque())
    defer { pthread_setspecific(guardian, nil) }
    return body()
  }

  private static var control: Control? {
    pthread_getspecific(guardian).map { Unmanaged<Control>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func isGranted(_ count: Int) -> Bool { control?.mayAllocate(count) ?? true }
}

/// What this thread has written to files, by the kernel's count; `nil` where it keeps none.
func bytesWrittenByThread() -> Int? {
  let file = open("/proc/thread-self/io", O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  let text = String(unsafeUninitializedCapacity: 256) { max(0, read(file, $0.baseAddress, 256)) }
  let line = text.split(separator: "\n").first { $0.hasPrefix("wchar: ") }
  return line.flatMap { Int($0.dropFirst("wchar: ".count)) }
}
