import Basics
import Testing

@Suite struct DigestTests {
  /// FIPS 180-4 and RFC 4231 test vectors.
  @Test func agreesWithPublishedVectors() {
    #expect(
      ContentHash(of: "abc").hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let key = Array("Jefe".utf8)
    let message = Array("what do ya want for nothing?".utf8)
    #expect(
      hexadecimal(HashFunction.sha256.authenticationCode(message, key: key))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      hexadecimal(HashFunction.sha512.authenticationCode(message, key: key)).hasPrefix(
        "164b7a7bfcf819e2e395fbe73b56e0a3"))
  }

  @Test func stableHashIsTheSameInEveryProcess() {
    #expect(stableHash("llama") == stableHash("llama"))
    #expect(stableHash("") == 0xcbf2_9ce4_8422_2325)
    #expect(stableHash("a") == 0xaf63_dc4c_8601_ec8c)
  }

  @Test func generatorFollowsItsSeed() {
    var first = SeededGenerator(seed: 1234567)
    #expect(first.next() == 6_457_827_717_110_365_317)
    #expect(first.next() == 3_203_168_211_198_807_973)
    var left = SeededGenerator(seed: 1, purpose: "split")
    var right = SeededGenerator(seed: 1, purpose: "race")
    #expect(left.next() != right.next())
    var resumed = SeededGenerator(seed: left.state)
    #expect(resumed.next() == left.next())
    for _ in 0..<100 { #expect((0..<1).contains(left.uniform())) }
  }

  @Test func identifiersAreThirtyTwoHexDigits() {
    var generator = SeededGenerator(seed: 3)
    let id = identifier(from: &generator)
    #expect(id.utf8.count == 32)
    #expect(id.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    #expect(freshIdentifier() != freshIdentifier())
  }
}
