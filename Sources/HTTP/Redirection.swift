/// Where a redirection leads: the request that follows it.
enum Redirection {
  /// The next request, or `nil` where the status is none that is followed.
  static func next(after request: HTTPRequest, status: Int, location: String?) throws(HTTPError) -> HTTPRequest? {
    guard [301, 302, 303, 307, 308].contains(status), let location else { return nil }
    let (old, new) = (try Origin(of: request.url), try Origin(of: location))
    if old.isSecure && !new.isSecure { throw .unsafeRedirection(old) }
    var next = request
    next.url = location
    if old != new {
      next.secretFields = []
      next.fields.removeAll { isPersonal($0.name) }
    }
    let becomesGet = status == 303 ? request.method != .head : request.method == .post && status < 303
    if becomesGet && request.method != .get {
      next.method = .get
      next.body = []
      next.fields.removeAll { $0.name.lowercased() == "content-type" }
    }
    return next
  }

  /// Fields that say who asks.
  private static func isPersonal(_ name: String) -> Bool {
    ["authorization", "proxy-authorization", "cookie", "api-key", "x-api-key"].contains(name.lowercased())
  }
}
