internal import CLinux

/// Which descriptors are ready: epoll, and an eventfd that other threads ring.
///
/// `@unchecked Sendable`: any thread may ring; all else is done by the thread that waits.
final class Poller: @unchecked Sendable {
  struct Ready {
    var descriptor: Int32
    var canRead: Bool
    var canWrite: Bool
    var hasFailed: Bool
  }

  private let epoll: Int32
  private let bell: Int32
  /// The events asked for of each descriptor that epoll knows; 0 where nobody watches it at present. A connection between
  /// two requests stays there, so that the next one costs one call rather than three.
  private var asked: [Int32: UInt32] = [:]

  init() {
    epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    watch(bell, reading: true, writing: false)
  }

  deinit {
    CLinux.close(bell)
    CLinux.close(epoll)
  }

  /// Ends the present or the next wait; from any thread.
  func ring() {
    var one: UInt64 = 1
    _ = write(bell, &one, 8)
  }

  func watch(_ descriptor: Int32, reading: Bool, writing: Bool) {
    let events = (reading ? EPOLLIN.rawValue : 0) | (writing ? EPOLLOUT.rawValue : 0)
    let before = asked.updateValue(events, forKey: descriptor)
    guard before != events else { return }
    var event = epoll_event()
    event.events = events
    event.data.fd = descriptor
    // libcurl closes a few by itself, those of its resolver: the system forgets them.
    if before == nil || epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event) != 0 {
      epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event)
    }
  }

  /// The descriptor is of no interest at present; it may be watched again, or closed.
  func rest(_ descriptor: Int32) { if asked[descriptor] != nil { asked[descriptor] = 0 } }

  /// Closes a descriptor; its number may be another one's at once.
  func close(_ descriptor: Int32) {
    forget(descriptor)
    CLinux.close(descriptor)
  }

  private func forget(_ descriptor: Int32) {
    if asked.removeValue(forKey: descriptor) != nil { epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nil) }
  }

  /// Waits at most `milliseconds` (-1: for ever); fills `ready` with what can go on, without the bell.
  func wait(milliseconds: Int32, into ready: inout [Ready]) {
    ready.removeAll(keepingCapacity: true)
    withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 256) { events in
      let count = epoll_wait(epoll, events.baseAddress, Int32(events.count), milliseconds)
      for event in events.prefix(Int(max(0, count))) {
        if event.data.fd == bell {
          var rung: UInt64 = 0
          _ = read(bell, &rung, 8)
        } else if asked[event.data.fd] == 0 {
          // The other side says something, or hangs up, while nobody asks.
          forget(event.data.fd)
        } else {
          ready.append(
            Ready(
              descriptor: event.data.fd, canRead: event.events & EPOLLIN.rawValue != 0,
              canWrite: event.events & EPOLLOUT.rawValue != 0,
              hasFailed: event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0))
        }
      }
    }
  }
}
