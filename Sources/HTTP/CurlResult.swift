internal import CCurl
internal import CLinux

/// What libcurl's codes mean for a caller.
enum CurlResult {
  static func error(
    for code: CURLcode, _ easy: UnsafeMutableRawPointer, origin: Origin, received: Int
  ) -> HTTPError? {
    let words = String(cString: curl_easy_strerror(code))
    switch code {
    case CURLE_OK: return nil
    case CURLE_URL_MALFORMAT: return .badURL(reason: plain(words))
    case CURLE_COULDNT_RESOLVE_HOST: return .unknownHost(origin)
    case CURLE_COULDNT_RESOLVE_PROXY: return .proxy(reason: "its name has no address")
    case CURLE_PROXY: return .proxy(reason: plain(words))
    case CURLE_COULDNT_CONNECT: return .refused(origin, reason: systemReason(easy) ?? plain(words))
    case CURLE_OPERATION_TIMEDOUT: return .timeout(.connect, origin)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED:
      return .tls(origin, reason: certificateReason(easy) ?? plain(words))
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      return .cut(origin, received: received)
    // The scheme was checked before: this is an answer without a head.
    case CURLE_UNSUPPORTED_PROTOCOL: return .malformed(origin, reason: "the answer has no head")
    case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_HTTP_RETURNED_ERROR:
      return .malformed(origin, reason: plain(words))
    default: return .other(origin, reason: plain(words))
    }
  }

  private static func systemReason(_ easy: UnsafeMutableRawPointer) -> String? {
    var number = 0
    chaos_curl_get_long(easy, CURLINFO_OS_ERRNO, &number)
    return number == 0 ? nil : plain(String(cString: strerror(Int32(truncatingIfNeeded: number))))
  }

  /// Why a certificate is not trusted, in OpenSSL's words.
  private static func certificateReason(_ easy: UnsafeMutableRawPointer) -> String? {
    var number = 0
    chaos_curl_get_long(easy, CURLINFO_SSL_VERIFYRESULT, &number)
    return switch number {
    case 0: nil
    case 9, 10: "its certificate is not valid at this time"
    case 18: "its certificate is signed by itself"
    case 19, 20, 21: "its certificate comes from an authority that is not trusted here"
    case 62: "its certificate is for another name"
    default: "its certificate is not trusted (verification code \(number))"
    }
  }

  /// Words that can stand inside a sentence: `Connection refused` becomes `connection refused`.
  private static func plain(_ words: String) -> String {
    guard let first = words.first, words.dropFirst().first?.isLowercase == true else { return words }
    return first.lowercased() + words.dropFirst()
  }
}
