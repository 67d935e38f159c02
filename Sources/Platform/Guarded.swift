internal import CLinux

/// A value behind a pthread mutex; ThreadSanitizer understands it, unlike `Synchronization.Mutex` on Linux.
///
/// `@unchecked Sendable`: the mutex is held whenever `value` is touched, and `value` never escapes the closure.
package final class Guarded<Value>: @unchecked Sendable {
  /// Behind a pointer, where the runtime does not look for overlapping accesses: the mutex rules them out.
  @usableFromInline let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  package init(_ value: consuming sending Value) {
    self.value.initialize(to: value)
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
    value.deinitialize(count: 1)
    value.deallocate()
  }

  /// Runs `body` with the lock held; keep it short, and never wait inside.
  @inlinable
  package func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    lock()
    defer { unlock() }
    return try body(&value.pointee)
  }

  @usableFromInline func lock() { pthread_mutex_lock(mutex) }

  @usableFromInline func unlock() { pthread_mutex_unlock(mutex) }
}
