/// A fresh identifier: 32 lower-case hexadecimal digits, random by the system's generator.
package func freshIdentifier() -> String {
  var generator = SystemRandomNumberGenerator()
  return identifier(from: &generator)
}

/// An identifier drawn from `generator`: 32 lower-case hexadecimal digits, as Genie wants them.
package func identifier(from generator: inout some RandomNumberGenerator) -> String {
  let words = [generator.next() as UInt64, generator.next() as UInt64]
  return hexadecimal(words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } })
}
