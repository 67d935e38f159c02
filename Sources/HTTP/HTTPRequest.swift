/// What to ask a server.
package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  package struct Field: Sendable, Hashable {
    package var name: String
    package var value: String
  }

  /// A field whose value nobody may see, such as `Authorization`; it goes to the host of ``url`` and to no other.
  package struct SecretField: Sendable, Hashable {
    package var name: String
    /// What stands before the secret, such as `Bearer `.
    package var prefix: String
    package var secret: Secret

    package init(name: String, prefix: String = "", secret: Secret) {
      self.name = name
      self.prefix = prefix
      self.secret = secret
    }
  }

  package var method: Method
  package var url: String { didSet { origin = Self.origin(of: url) } }
  package var fields: [Field]
  package var secretFields: [SecretField] = []
  package var body: [UInt8]
  package var timeouts = Timeouts()
  /// The most bytes of an answer's body, decoded; more is an error.
  package var bodyCap = 64 << 20
  /// The most redirections followed; 0 gives the redirection itself back.
  package var redirections = 5
  /// Read once for all that are sent after this one's pattern.
  private(set) var origin: Result<Origin, HTTPError>

  package init(_ method: Method = .get, _ url: String, fields: [(String, String)] = [], body: [UInt8] = []) {
    self.method = method
    self.url = url
    self.fields = fields.map { Field(name: $0.0, value: $0.1) }
    self.body = body
    origin = Self.origin(of: url)
  }

  private static func origin(of url: String) -> Result<Origin, HTTPError> {
    Result { () throws(HTTPError) in try Origin(of: url) }
  }

  /// The request with `Authorization: Bearer SECRET`.
  package func bearing(_ secret: Secret) -> HTTPRequest {
    var request = self
    request.secretFields.append(SecretField(name: "Authorization", prefix: "Bearer ", secret: secret))
    return request
  }
}

/// How long each part of a transfer may take; `nil` is for ever.
package struct Timeouts: Sendable, Hashable {
  /// To a connection, with TLS.
  package var connect: Duration
  /// From the start to the first byte of the answer.
  package var firstByte: Duration?
  /// Between two pieces of the answer.
  package var idle: Duration?
  /// For all of it.
  package var total: Duration?

  package init(
    connect: Duration = .seconds(10), firstByte: Duration? = .seconds(120), idle: Duration? = .seconds(60),
    total: Duration? = .seconds(600)
  ) {
    self.connect = connect
    self.firstByte = firstByte
    self.idle = idle
    self.total = total
  }
}
