internal import Basics

/// Signs and checks messages with the connection's key (Jupyter messaging, "The wire protocol").
struct Signer: Sendable {
  /// The values of `signature_scheme` that are understood.
  static let schemes: [(name: String, function: HashFunction)] = [("hmac-sha256", .sha256), ("hmac-sha512", .sha512)]

  private let function: HashFunction
  private let key: [UInt8]

  init(_ function: HashFunction = .sha256, key: [UInt8]) {
    self.function = function
    self.key = key
  }

  /// With an empty key nothing is signed and everything is believed.
  var isOpen: Bool { key.isEmpty }

  /// The signature of the four parts, in lower-case hexadecimal.
  func signature(of parts: some Sequence<[UInt8]>) -> [UInt8] {
    if isOpen { return [] }
    var text: [UInt8] = []
    for part in parts { text += part }
    return Array(hexadecimal(function.authenticationCode(text, key: key)).utf8)
  }

  /// Whether `signature` has exactly the right length and bytes; the time taken does not tell where it differs.
  func accepts(_ signature: [UInt8], of parts: some Sequence<[UInt8]>) -> Bool {
    if isOpen { return true }
    let expected = self.signature(of: parts)
    guard signature.count == expected.count, !expected.isEmpty else { return false }
    var difference: UInt8 = 0
    for (given, right) in zip(signature, expected) { difference |= given ^ right }
    return difference == 0
  }
}
