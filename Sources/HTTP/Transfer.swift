internal import CCurl
internal import Synchronization

/// Status and fields, which come before a body.
struct ResponseHead: Sendable {
  var status: Int
  var headers: HTTPHeaders
}

/// One request on its way, as the engine's thread sees it.
///
/// `@unchecked Sendable`: up to the moment it is handed to the engine only the task that made it touches it, and only the
/// engine's thread afterwards; `isCancelled` is atomic.
final class Transfer: @unchecked Sendable {
  enum Receiver {
    case whole(CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>)
    /// The head first, then the body into the buffer.
    case stream(CheckedContinuation<Result<ResponseHead, HTTPError>, Never>?, BodyBuffer)
    case nobody
  }

  let request: HTTPRequest
  let origin: Origin
  let isCancelled = Atomic<Bool>(false)
  var receiver = Receiver.nobody

  var handle: Handle?
  var fields: UnsafeMutablePointer<curl_slist>?
  /// The place in the engine's list of running transfers.
  var place = 0
  /// Why the engine itself ends the transfer.
  var verdict: HTTPError?
  private(set) var received = 0
  private(set) var isPaused = false

  private var rawHeaders: [UInt8] = []
  private var body: [UInt8] = []
  private var head: ResponseHead?
  private var started: UInt64 = 0
  private var lastByte: UInt64?

  init(_ request: HTTPRequest, origin: Origin) {
    self.request = request
    self.origin = origin
  }

  // MARK: Time

  func start(at now: UInt64) { started = now }

  /// The moment the first of the limits runs out, and which that is.
  func due() -> (at: UInt64, limit: HTTPError.Limit)? {
    var first: (at: UInt64, limit: HTTPError.Limit)?
    func consider(_ limit: HTTPError.Limit, _ duration: Duration?, from start: UInt64) {
      guard let duration else { return }
      let at = start &+ duration.nanoseconds
      if at < first?.at ?? .max { first = (at, limit) }
    }
    let timeouts = request.timeouts
    if let lastByte {
      if !isPaused { consider(.idle, timeouts.idle, from: lastByte) }
    } else {
      consider(.firstByte, timeouts.firstByte, from: started)
    }
    consider(.total, timeouts.total, from: started)
    return first
  }

  /// When to look at the limits again, at the latest: that between two bytes may begin to count at any time.
  func nextLook(at now: UInt64) -> UInt64 {
    min(due()?.at ?? .max, request.timeouts.idle.map { now &+ $0.nanoseconds } ?? .max)
  }

  // MARK: Bytes

  /// More than this is no head.
  private static let headCap = 256 << 10

  /// A line of the head, whose blank line ends it; false where there is too much of it.
  func take(line: UnsafeBufferPointer<UInt8>) -> Bool {
    lastByte = monotonicTime()
    guard head == nil else { return true }
    guard rawHeaders.count + line.count <= Self.headCap else {
      verdict = .tooLarge(origin, cap: Self.headCap)
      return false
    }
    if rawHeaders.isEmpty { rawHeaders.reserveCapacity(512) }
    if line.starts(with: "HTTP/".utf8) { rawHeaders.removeAll(keepingCapacity: true) }
    rawHeaders.append(contentsOf: line)
    guard line.first == 0x0D || line.first == 0x0A else { return true }
    var status = 0
    if let handle { chaos_curl_get_long(handle.easy, CURLINFO_RESPONSE_CODE, &status) }
    guard status >= 200 else { return true }
    let head = ResponseHead(status: status, headers: HTTPHeaders(rawHeaders))
    self.head = head
    if case .stream(let waiter?, let buffer) = receiver {
      receiver = .stream(nil, buffer)
      waiter.resume(returning: .success(head))
    }
    return true
  }

  enum Answer { case taken, pause, stop }

  func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Answer {
    lastByte = monotonicTime()
    guard received + bytes.count <= request.bodyCap else {
      verdict = .tooLarge(origin, cap: request.bodyCap)
      return .stop
    }
    if case .stream(_, let buffer) = receiver {
      guard buffer.append(bytes) else {
        isPaused = true
        return .pause
      }
    } else {
      body.append(contentsOf: bytes)
    }
    received += bytes.count
    return .taken
  }

  func resume() {
    guard isPaused, let handle else { return }
    isPaused = false
    lastByte = monotonicTime()
    curl_easy_pause(handle.easy, CURLPAUSE_CONT)
  }

  // MARK: The end

  /// Tells the receiver; the second call does nothing.
  func finish(_ error: HTTPError?) {
    let error = error ?? (head == nil ? .malformed(origin, reason: "the answer has no head") : nil)
    switch receiver {
    case .whole(let waiter):
      let response = HTTPResponse(status: head?.status ?? 0, headers: head?.headers ?? HTTPHeaders(), body: body)
      waiter.resume(returning: error.map { .failure($0) } ?? .success(response))
    case .stream(let waiter?, _): waiter.resume(returning: .failure(error ?? .cancelled))
    case .stream(nil, let buffer): buffer.finish(error)
    case .nobody: break
    }
    receiver = .nobody
    body = []
  }
}
