internal import CCurl

extension Transfer {
  /// Sets on a handle all that differs between requests; the handle may come from another transfer.
  func configure(_ handle: Handle, _ settings: NetworkSettings) {
    self.handle = handle
    let easy = handle.easy
    let context = Unmanaged.passUnretained(self).toOpaque()
    chaos_curl_set_pointer(easy, CURLOPT_PRIVATE, context)
    chaos_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
    chaos_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
    var isStreamed = true
    if case .whole = receiver { isStreamed = false }
    handle.settle(request, origin, isStreamed: isStreamed, proxy: settings.proxy(for: origin))
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
  func release() -> Handle? {
    defer {
      curl_slist_free_all(fields)
      fields = nil
      handle = nil
    }
    if let handle { chaos_curl_set_list(handle.easy, CURLOPT_HTTPHEADER, nil) }
    return handle
  }
}
