internal import CCurl

/// libcurl's handle for one transfer after another; what the next request has in common with the last one stays set.
///
/// Only the engine's thread uses it.
final class Handle {
  let easy: UnsafeMutableRawPointer
  private var settled: Settled?
  /// The URL as libcurl reads it, so that it reads it once.
  private var parsedURL: OpaquePointer?

  /// What many requests have in common.
  private struct Settled: Equatable {
    var url: String
    var connect: Duration
    var isStreamed: Bool
    var proxy: Secret?
  }

  /// A handle with all that is the same for every request; `poller` outlives it and its connections.
  init?(_ settings: NetworkSettings, _ poller: Poller) {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
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
      guard let context, let bytes = Handle.buffer(bytes, size, count) else { return count }
      return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().take(line: bytes) ? size * count : 0
    }
    chaos_curl_set_take(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let context, let bytes = Handle.buffer(bytes, size, count) else { return 0 }
      return switch Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().take(bytes) {
      case .taken: size * count
      case .pause: Int(CURL_WRITEFUNC_PAUSE)
      case .stop: 0
      }
    }
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_url_cleanup(parsedURL)
  }

  private static func buffer(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int
  ) -> UnsafeBufferPointer<UInt8>? {
    guard let bytes else { return nil }
    return UnsafeBufferPointer(start: UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt8.self), count: size * count)
  }

  /// Sets what differs from the last request.
  func settle(_ request: HTTPRequest, _ origin: Origin, isStreamed: Bool, proxy: Secret?) {
    let wanted = Settled(
      url: request.url, connect: request.timeouts.connect, isStreamed: isStreamed, proxy: proxy)
    guard wanted != settled else { return }
    if request.url != settled?.url { setURL(request.url) }
    settled = wanted
    // On plain http there is no agreement on HTTP/2, only a wait for one.
    chaos_curl_set_long(
      easy, CURLOPT_HTTP_VERSION, origin.isSecure ? Int(CURL_HTTP_VERSION_2TLS) : Int(CURL_HTTP_VERSION_1_1))
    chaos_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, request.timeouts.connect.milliseconds)
    // A stream is shown as it comes; an empty text stands for every encoding that libcurl knows.
    chaos_curl_set_text(easy, CURLOPT_ACCEPT_ENCODING, isStreamed ? nil : "")
    // An empty text keeps libcurl from reading the environment by itself.
    if let proxy {
      proxy.withText { _ = chaos_curl_set_text(easy, CURLOPT_PROXY, $0) }
    } else {
      chaos_curl_set_text(easy, CURLOPT_PROXY, "")
    }
  }

  private func setURL(_ url: String) {
    let parsed = curl_url()
    let isRead = curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK
    chaos_curl_set_parsed_url(easy, isRead ? parsed : nil)
    // What libcurl cannot read it refuses in its own words.
    chaos_curl_set_text(easy, CURLOPT_URL, url)
    curl_url_cleanup(parsedURL)
    parsedURL = parsed
  }
}
