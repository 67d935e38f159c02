internal import CLinux

/// Which descriptors are ready: epoll, and an eventfd that other threads ring.
final class Poller: Sendable {
  struct Ready {
    var descriptor: Int32
    var canRead: Bool
    var canWrite: Bool
    var hasFailed: Bool
  }

  private let epoll: Int32
  private let bell: Int32

  init() {
    epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    watch(bell, reading: true, writing: false)
  }

  deinit {
    close(bell)
    close(epoll)
  }

  /// Ends the present or the next wait; from any thread.
  func ring() {
    var one: UInt64 = 1
    _ = write(bell, &one, 8)
  }

  func watch(_ descriptor: Int32, reading: Bool, writing: Bool) {
    var event = epoll_event()
    event.events = (reading ? EPOLLIN.rawValue : 0) | (writing ? EPOLLOUT.rawValue : 0)
    event.data.fd = descriptor
    if epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event) != 0 {
      epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event)
    }
  }

  func forget(_ descriptor: Int32) { epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nil) }

  /// Waits at most `milliseconds` (-1: for ever); fills `ready` with what can go on, without the bell.
  func wait(milliseconds: Int32, into ready: inout [Ready]) {
    ready.removeAll(keepingCapacity: true)
    withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 256) { events in
      let count = epoll_wait(epoll, events.baseAddress, Int32(events.count), milliseconds)
      for event in events.prefix(Int(max(0, count))) {
        if event.data.fd == bell {
          var rung: UInt64 = 0
          _ = read(bell, &rung, 8)
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
