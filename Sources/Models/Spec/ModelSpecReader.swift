package import Basics

internal import HTTP

/// Why a description of a model cannot be used; no case holds a value, which may be a key in the wrong place.
package enum ModelSpecError: Error, Sendable, Hashable {
  case notAnObject
  case missing(field: String)
  case unknown(field: String, nearest: String?)
  case wrong(field: String, expected: String)
  /// A field for the key itself: only the variable's name belongs here.
  case holdsKey(field: String)
}

extension ModelSpec {
  /// Reads `{"name", "url", "dialect", "model", "key_env", "api_version", "prices": {…}, "limits": {…}, "extra": {…}}`; prices are US
  /// dollars for a million tokens.
  package init(json: JSON) throws(ModelSpecError) {
    guard let object = json.objectValue else { throw .notAnObject }
    let fields = FieldReader(object)
    try fields.check([
      "name", "url", "dialect", "model", "key_env", "api_version", "prices", "limits", "extra",
    ])
    let model = try fields.required("model")
    let url = try fields.required("url")
    self.init(name: try fields.text("name") ?? model, url: url, model: model)
    if let word = try fields.text("dialect") {
      guard let dialect = Dialect(rawValue: word.lowercased()) else {
        throw .wrong(field: "dialect", expected: Dialect.allCases.map(\.rawValue).joined(separator: ", "))
      }
      self.dialect = dialect
    }
    if let version = try fields.text("api_version") { apiVersion = version }
    keyVariable = try fields.text("key_env")
    try check()
    extra = try fields.object("extra") ?? JSONObject()
    if let object = try fields.object("prices") { prices = try Prices(FieldReader(object, in: "prices.")) }
    if let object = try fields.object("limits") { limits = try Limits(FieldReader(object, in: "limits.")) }
  }

  /// Whether the parts can be used, and hold no key where none belongs.
  package func check() throws(ModelSpecError) {
    guard (try? Origin(of: url)) != nil else {
      throw .wrong(field: "url", expected: "a URL that starts with https:// or http://")
    }
    if url.contains("@") || url.contains("?") || url.contains("#") { throw .holdsKey(field: "url") }
    guard !model.isEmpty else { throw .missing(field: "model") }
    if let keyVariable {
      let bytes = keyVariable.utf8
      let isName = bytes.allSatisfy {
        $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
      }
      guard let first = bytes.first, isName, !(0x30...0x39).contains(first) else {
        throw .wrong(field: "key_env", expected: "the name of an environment variable")
      }
    }
  }
}

extension Prices {
  fileprivate init(_ fields: FieldReader) throws(ModelSpecError) {
    try fields.check(["input", "cached_input", "output"])
    guard let input = try fields.number("input") else { throw .missing(field: "prices.input") }
    self.init(
      input: Money(dollars: input), cachedInput: try fields.number("cached_input").map(Money.init(dollars:)),
      output: Money(dollars: try fields.number("output") ?? 0))
  }
}

extension ModelSpec.Limits {
  fileprivate init(_ fields: FieldReader) throws(ModelSpecError) {
    self.init()
    try fields.check([
      "concurrency", "requests_per_minute", "tokens_per_minute", "reply_tokens", "first_byte_seconds", "idle_seconds",
      "total_seconds",
    ])
    if let count = try fields.count("concurrency") {
      concurrency = count
      startConcurrency = min(startConcurrency, count)
    }
    requestsPerMinute = try fields.count("requests_per_minute")
    tokensPerMinute = try fields.count("tokens_per_minute")
    replyTokens = try fields.count("reply_tokens") ?? replyTokens
    if let seconds = try fields.number("first_byte_seconds") { timeouts.firstByte = .seconds(seconds) }
    if let seconds = try fields.number("idle_seconds") { timeouts.idle = .seconds(seconds) }
    if let seconds = try fields.number("total_seconds") { timeouts.total = .seconds(seconds) }
  }
}

/// Typed access to the members of an object, with their full names in errors.
private struct FieldReader {
  let object: JSONObject
  let prefix: String

  init(_ object: JSONObject, in prefix: String = "") {
    self.object = object
    self.prefix = prefix
  }

  func check(_ known: [String]) throws(ModelSpecError) {
    for name in object.names where !known.contains(name) {
      if ["key", "api_key", "apikey", "token", "secret", "password"].contains(name.lowercased()) {
        throw .holdsKey(field: prefix + name)
      }
      throw .unknown(field: prefix + name, nearest: Basics.nearest(to: name, among: known))
    }
  }

  func text(_ name: String) throws(ModelSpecError) -> String? {
    guard let value = object[name], !value.isNull else { return nil }
    guard let text = value.stringValue, !text.isEmpty else { throw .wrong(field: prefix + name, expected: "a text") }
    return text
  }

  func required(_ name: String) throws(ModelSpecError) -> String {
    guard let text = try text(name) else { throw .missing(field: prefix + name) }
    return text
  }

  func object(_ name: String) throws(ModelSpecError) -> JSONObject? {
    guard let value = object[name], !value.isNull else { return nil }
    guard let object = value.objectValue else { throw .wrong(field: prefix + name, expected: "an object") }
    return object
  }

  func number(_ name: String) throws(ModelSpecError) -> Double? {
    guard let value = object[name], !value.isNull else { return nil }
    guard let number = value.doubleValue, number >= 0, number <= 1e9 else {
      throw .wrong(field: prefix + name, expected: "a number from 0 up")
    }
    return number
  }

  func count(_ name: String) throws(ModelSpecError) -> Int? {
    guard let value = object[name], !value.isNull else { return nil }
    guard let count = value.intValue, (1...1_000_000_000).contains(count) else {
      throw .wrong(field: prefix + name, expected: "a whole number from 1 up")
    }
    return count
  }
}
