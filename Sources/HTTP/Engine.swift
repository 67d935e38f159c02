internal import CCurl
internal import Platform
internal import Synchronization

/// libcurl on a thread of its own: every transfer of a client.
///
/// `@unchecked Sendable`: `inbox`, `poller` and `hasThread` are safe by themselves; all else is touched only by the thread
/// that runs ``run()``.
final class Engine: @unchecked Sendable {
  private struct Inbox {
    var submitted: [Transfer] = []
    var cancelled: [Transfer] = []
    var resumed: [Transfer] = []
    var isStopping = false
    /// The thread was rung and has not looked yet.
    var isRung = false
  }

  private let settings: NetworkSettings
  private let inbox = Guarded(Inbox())
  private let poller = Poller()

  private var multi: UnsafeMutableRawPointer?
  private var running: [Transfer] = []
  private var handles: [Handle] = []
  private var ready: [Poller.Ready] = []
  /// What has ended in this turn, to be told all at once: those who wait wake up once.
  private var ended: [(transfer: Transfer, error: HTTPError?)] = []
  /// When libcurl wants to be called, and when to look at the limits of transfers.
  private var timer: UInt64?
  private var nextLook = UInt64.max
  private var isStopping = false

  /// libcurl's own start is not safe on two threads at once in older versions.
  private static let hasStarted = chaos_curl_start() == CURLE_OK
  /// More connections than this wait for one another.
  private static let connections = 800

  init(_ settings: NetworkSettings) { self.settings = settings }

  /// Starts the thread; false where the system has none.
  func start() -> Bool { BackgroundThread.start { self.run() } }

  // MARK: From any thread

  func submit(_ transfer: Transfer) { ring { $0.submitted.append(transfer) } }

  func cancel(_ transfer: Transfer) {
    transfer.isCancelled.store(true, ordering: .releasing)
    ring { $0.cancelled.append(transfer) }
  }

  func resume(_ transfer: Transfer) { ring { $0.resumed.append(transfer) } }

  /// Ends the thread as soon as no transfer is left.
  func stop() { ring { $0.isStopping = true } }

  private func ring(_ change: (inout Inbox) -> Void) {
    let mustRing = inbox.withLock { inbox in
      change(&inbox)
      defer { inbox.isRung = true }
      return !inbox.isRung
    }
    if mustRing { poller.ring() }
  }

  // MARK: The thread

  private func run() {
    open()
    while !isStopping || !running.isEmpty {
      poller.wait(milliseconds: patience(), into: &ready)
      for socket in ready {
        var flags: Int32 = 0
        if socket.canRead { flags |= CURL_CSELECT_IN }
        if socket.canWrite { flags |= CURL_CSELECT_OUT }
        if socket.hasFailed { flags |= CURL_CSELECT_ERR }
        act(socket.descriptor, flags)
      }
      readInbox()
      if let due = timer, due <= monotonicTime() {
        timer = nil
        act(CURL_SOCKET_BAD, 0)
      }
      collect()
      endOverdue()
      tell()
    }
    close()
  }

  private func open() {
    guard Self.hasStarted, let multi = curl_multi_init() else { return }
    self.multi = multi
    let context = Unmanaged.passUnretained(self).toOpaque()
    chaos_curl_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, context)
    chaos_curl_multi_set_pointer(multi, CURLMOPT_TIMERDATA, context)
    chaos_curl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, Self.connections)
    chaos_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.connections)
    chaos_curl_multi_set_on_socket(multi) { _, socket, what, context, _ in
      guard let context else { return 0 }
      Unmanaged<Engine>.fromOpaque(context).takeUnretainedValue().watch(socket, what)
      return 0
    }
    chaos_curl_multi_set_on_timer(multi) { _, milliseconds, context in
      guard let context else { return 0 }
      Unmanaged<Engine>.fromOpaque(context).takeUnretainedValue().setTimer(milliseconds)
      return 0
    }
  }

  private func close() {
    handles = []
    if let multi { curl_multi_cleanup(multi) }
    multi = nil
  }

  private func watch(_ socket: curl_socket_t, _ what: Int32) {
    if what == CURL_POLL_REMOVE {
      poller.rest(socket)
    } else {
      poller.watch(socket, reading: what & CURL_POLL_IN != 0, writing: what & CURL_POLL_OUT != 0)
    }
  }

  private func setTimer(_ milliseconds: Int) {
    timer = milliseconds < 0 ? nil : monotonicTime() &+ UInt64(milliseconds) &* 1_000_000
  }

  private func act(_ socket: curl_socket_t, _ flags: Int32) {
    guard let multi else { return }
    var count: Int32 = 0
    curl_multi_socket_action(multi, socket, flags, &count)
  }

  /// How long nothing needs to be done by itself; -1 is for ever.
  private func patience() -> Int32 {
    let due = min(timer ?? .max, nextLook)
    guard due < .max else { return -1 }
    let now = monotonicTime()
    return due <= now ? 0 : Int32(clamping: (due - now + 999_999) / 1_000_000)
  }

  private func readInbox() {
    let (submitted, cancelled, resumed) = inbox.withLock { inbox in
      defer {
        inbox.submitted = []
        inbox.cancelled = []
        inbox.resumed = []
        inbox.isRung = false
      }
      isStopping = inbox.isStopping
      return (inbox.submitted, inbox.cancelled, inbox.resumed)
    }
    for transfer in submitted { begin(transfer) }
    for transfer in cancelled where transfer.handle != nil { end(transfer, .cancelled) }
    for transfer in resumed { transfer.resume() }
  }

  private func begin(_ transfer: Transfer) {
    // A task may have been cancelled before its transfer came here.
    guard !transfer.isCancelled.load(ordering: .acquiring) else { return ended.append((transfer, .cancelled)) }
    guard let multi, let handle = handles.popLast() ?? Handle(settings, poller) else {
      return ended.append((transfer, .other(transfer.origin, reason: "libcurl does not start")))
    }
    transfer.configure(handle, settings)
    transfer.place = running.count
    running.append(transfer)
    let now = monotonicTime()
    transfer.start(at: now)
    nextLook = min(nextLook, transfer.nextLook(at: now))
    if curl_multi_add_handle(multi, handle.easy) != CURLM_OK {
      end(transfer, .other(transfer.origin, reason: "libcurl does not take it"))
    }
  }

  private func collect() {
    guard let multi else { return }
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      let code = chaos_curl_result(message)
      var context: UnsafeMutableRawPointer?
      chaos_curl_get_pointer(easy, CURLINFO_PRIVATE, &context)
      guard let context else { continue }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      let error =
        transfer.verdict
        ?? CurlResult.error(for: code, easy, origin: transfer.origin, received: transfer.received)
      end(transfer, error)
    }
  }

  private func end(_ transfer: Transfer, _ error: HTTPError?) {
    if let handle = transfer.release() {
      if let multi { curl_multi_remove_handle(multi, handle.easy) }
      handles.append(handle)
      // The last one moves into the gap.
      running[running.count - 1].place = transfer.place
      running.swapAt(transfer.place, running.count - 1)
      running.removeLast()
    }
    ended.append((transfer, error))
  }

  private func tell() {
    for (transfer, error) in ended { transfer.finish(error) }
    ended.removeAll(keepingCapacity: true)
  }

  private func endOverdue() {
    let now = monotonicTime()
    guard nextLook <= now else { return }
    nextLook = .max
    for transfer in running.reversed() {
      if let due = transfer.due(), due.at <= now {
        end(transfer, .timeout(due.limit, transfer.origin))
      } else {
        nextLook = min(nextLook, transfer.nextLook(at: now))
      }
    }
  }
}
