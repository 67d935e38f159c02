internal import CCurl

extension Transfer {
  /// A new handle with all that is the same for every request; `poller` outlives it and its connections.
  static func newHandle(_ settings: NetworkSettings, _ poller: Poller) -> UnsafeMutableRawPointer? {
    guard let easy = curl_easy_init() else { return nil }
    chaos_curl_set_pointer(easy, CURLOPT_CLOSESOCKETDATA, Unmanaged.passUnretained(poller).toOpaque())
    chaos_curl_set_on_close(easy) { poller, socket in
      guard let poller else { return 1 }
      Unmanaged<Poller>.fromOpaque(poller).takeUnretainedValue().close(socket)
      return 0
    }
    chaos_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    chaos_curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
    chaos_curl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    chaos_curl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
    chaos_curl_set_long(easy, CURLOPT_PIPEWAIT, 1)
    chaos_curl_allow_http_only(easy)
    chaos_curl_set_text(easy, CURLOPT_USERAGENT, "chaos-llama")
    chaos_curl_set_text(easy, CURLOPT_NOPROXY, settings.noProxy)
    if let file = settings.certificates { chaos_curl_set_text(easy, CURLOPT_CAINFO, file) }
    if let folder = settings.certificateFolder { chaos_curl_set_text(easy, CURLOPT_CAPATH, folder) }
    chaos_curl_set_take(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let context, let bytes = Transfer.buffer(bytes, size, count) else { return count }
      return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().take(line: bytes) ? size * count : 0
    }
    chaos_curl_set_take(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let context, let bytes = Transfer.buffer(bytes, size, count) else { return 0 }
      return switch Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().take(bytes) {
      case .taken: size * count
      case .pause: Int(CURL_WRITEFUNC_PAUSE)
      case .stop: 0
      }
    }
    return easy
  }

  private static func buffer(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int
  ) -> UnsafeBufferPointer<UInt8>? {
    guard let bytes else { return nil }
    return UnsafeBufferPointer(start: UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt8.self), count: size * count)
  }

  /// Sets on a handle all that differs between requests; the handle may come from another transfer.
  func configure(_ easy: UnsafeMutableRawPointer, _ settings: NetworkSettings) {
    self.easy = easy
    let context = Unmanaged.passUnretained(self).toOpaque()
    chaos_curl_set_pointer(easy, CURLOPT_PRIVATE, context)
    chaos_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
    chaos_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
    chaos_curl_set_text(easy, CURLOPT_URL, request.url)
    // On plain http there is no agreement on HTTP/2, only a wait for one.
    chaos_curl_set_long(
      easy, CURLOPT_HTTP_VERSION, origin.isSecure ? Int(CURL_HTTP_VERSION_2TLS) : Int(CURL_HTTP_VERSION_1_1))
    chaos_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, request.timeouts.connect.milliseconds)
    if case .whole = receiver {
      chaos_curl_set_text(easy, CURLOPT_ACCEPT_ENCODING, "")
    } else {
      chaos_curl_set_text(easy, CURLOPT_ACCEPT_ENCODING, nil)
    }
    // An empty text keeps libcurl from reading the environment by itself.
    if let proxy = settings.proxy(for: origin) {
      proxy.withText { _ = chaos_curl_set_text(easy, CURLOPT_PROXY, $0) }
    } else {
      chaos_curl_set_text(easy, CURLOPT_PROXY, "")
    }
    setMethod(easy)
    setFields(easy)
  }

  private func setMethod(_ easy: UnsafeMutableRawPointer) {
    let hasBody = !request.body.isEmpty || [.post, .put, .patch].contains(request.method)
    if hasBody {
      chaos_curl_set_long(easy, CURLOPT_POST, 1)
      chaos_curl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
      if request.body.isEmpty {
        chaos_curl_set_text(easy, CURLOPT_COPYPOSTFIELDS, "")
      } else {
        request.body.withUnsafeBytes { _ = chaos_curl_set_bytes(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
      }
    } else if request.method == .head {
      chaos_curl_set_long(easy, CURLOPT_NOBODY, 1)
    } else {
      chaos_curl_set_long(easy, CURLOPT_HTTPGET, 1)
    }
    let isImplied = request.method == (hasBody ? .post : .get) || request.method == .head && !hasBody
    chaos_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, isImplied ? nil : request.method.rawValue)
  }

  private func setFields(_ easy: UnsafeMutableRawPointer) {
    // curl would wait a second for a server's consent to a body of more than a megabyte.
    if request.body.count > Self.longestWithoutConsent { append("Expect:") }
    for field in request.fields { append("\(field.name): \(field.value)") }
    for field in request.secretFields { field.secret.withText { append("\(field.name): \(field.prefix)\($0)") } }
    chaos_curl_set_list(easy, CURLOPT_HTTPHEADER, fields)
  }

  private static let longestWithoutConsent = 512 << 10

  private func append(_ line: String) {
    if let longer = curl_slist_append(fields, line) { fields = longer }
  }

  /// Takes the handle away from the transfer, ready for another.
  func release() -> UnsafeMutableRawPointer? {
    defer {
      curl_slist_free_all(fields)
      fields = nil
      easy = nil
    }
    if let easy { chaos_curl_set_list(easy, CURLOPT_HTTPHEADER, nil) }
    return easy
  }
}
