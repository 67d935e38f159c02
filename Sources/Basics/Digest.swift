internal import CCrypto

/// Bytes as lower-case hexadecimal.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value }
  var text: [UInt8] = []
  text.reserveCapacity(2 * bytes.underestimatedCount)
  for byte in bytes {
    text.append(digit(byte >> 4))
    text.append(digit(byte & 15))
  }
  return String(decoding: text, as: UTF8.self)
}

/// The hash functions offered, by libcrypto.
package enum HashFunction: String, Sendable {
  case sha256, sha512

  fileprivate var algorithm: OpaquePointer? { self == .sha256 ? Self.fetched256 : Self.fetched512 }

  // Fetched once: `EVP_sha256()` has libcrypto look for an implementation at every use.
  private nonisolated(unsafe) static let fetched256 = EVP_MD_fetch(nil, "SHA256", nil)
  private nonisolated(unsafe) static let fetched512 = EVP_MD_fetch(nil, "SHA512", nil)

  /// The digest of `bytes` (FIPS 180-4): 32 or 64 bytes.
  package func digest(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { output, count in
      var length: UInt32 = 0
      let isDone = EVP_Digest(bytes, bytes.count, output.baseAddress, &length, algorithm, nil) == 1
      count = isDone ? Int(length) : 0
    }
  }

  /// The message authentication code of `bytes` under `key` (RFC 2104).
  package func authenticationCode(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    guard let keyLength = Int32(exactly: key.count),
      HMAC(algorithm, key, keyLength, bytes, bytes.count, &output, &length) != nil
    else { return [] }
    return Array(output.prefix(Int(length)))
  }
}

/// A content address: the SHA-256 of some bytes.
package struct ContentHash: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  package let hex: String

  package init(of bytes: [UInt8]) { hex = hexadecimal(HashFunction.sha256.digest(bytes)) }
  package init(of text: String) { self.init(of: Array(text.utf8)) }
  /// Trusts a digest that was stored earlier.
  package init(stored hex: String) { self.hex = hex }

  /// The first ten digits, enough for a person to tell versions apart.
  package var short: String { String(hex.prefix(10)) }
  package var description: String { hex }
  package static func < (left: ContentHash, right: ContentHash) -> Bool { left.hex < right.hex }
}

/// A content address of bytes that come in pieces.
package final class ContentHasher {
  private let context = EVP_MD_CTX_new()

  package init() { EVP_DigestInit_ex(context, HashFunction.sha256.algorithm, nil) }

  deinit { EVP_MD_CTX_free(context) }

  package func add(_ bytes: [UInt8]) { EVP_DigestUpdate(context, bytes, bytes.count) }

  /// The address of everything that was added; nothing can be added after.
  package func finish() -> ContentHash {
    var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    EVP_DigestFinal_ex(context, &output, &length)
    return ContentHash(stored: hexadecimal(output.prefix(Int(length))))
  }
}

/// A fast 64-bit hash that is the same in every process (FNV-1a), for sketches and seeds; not against adversaries.
package func stableHash(_ bytes: some Sequence<UInt8>, seed: UInt64 = 0) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return hash
}

package func stableHash(_ text: String, seed: UInt64 = 0) -> UInt64 { stableHash(text.utf8, seed: seed) }
