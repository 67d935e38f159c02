import Basics
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    #"{"b":1,"a":[1.50,-0,1e400,true,null],"":""}"#, "[]", "{}", "\"\"", "-12.0E+7",
    #"{"z":1,"y":2,"x":3,"w":4,"v":5,"u":6,"t":7,"s":8,"r":9,"q":10,"p":11,"o":12,"n":13,"m":14}"#,
  ])
  func keepsOrderAndSpelling(text: String) throws {
    #expect(try JSON(parsing: text).text == text)
  }

  @Test(arguments: [
    (#""é""#, "é"), (#""🦙""#, "🦙"), (#""\ud83d""#, "\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"),
    (#""a\n\t\"\\\/b""#, "a\n\t\"\\/b"), ("\"e\u{301}\"", "e\u{301}"),
  ])
  func readsStrings(text: String, value: String) throws {
    #expect(try JSON(parsing: text) == .string(value))
  }

  @Test(arguments: [
    ("", JSONError.Reason.unexpectedEnd, 0), ("{", .unexpectedEnd, 1), ("[1,]", .unexpectedByte(0x5D), 3),
    ("01", .trailingText, 1), ("1.", .invalidNumber, 2), ("nul", .unexpectedEnd, 3), ("\"a", .unexpectedEnd, 2),
    ("\"\\x\"", .invalidEscape, 2), ("\"\u{1}\"", .controlCharacter, 1), ("{} {}", .trailingText, 3),
    ("{\"a\" 1}", .unexpectedByte(0x31), 5), ("+1", .unexpectedByte(0x2B), 0), ("\"\\u12\"", .invalidEscape, 5),
  ])
  func saysWhatIsWrongAndWhere(text: String, reason: JSONError.Reason, offset: Int) {
    #expect(throws: JSONError(reason: reason, offset: offset)) { try JSON(parsing: text) }
  }

  @Test func refusesInvalidUTF8() {
    #expect(throws: JSONError(reason: .invalidUTF8, offset: 1)) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test func refusesDeepNestingWithoutOverflowing() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: JSONError(reason: .tooDeep, offset: JSON.maximumDepth)) { try JSON(parsing: text) }
  }

  @Test func neverTrapsOnMutatedText() throws {
    var generator = SeededGenerator(seed: 7)
    let seed = Array(#"{"a":[1,2.5e-3,"xé\n",{"b":null}],"c":true,"d":"🦙"}"#.utf8)
    var parsed = 0
    for _ in 0..<20_000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      guard let value = try? JSON(parsing: bytes) else { continue }
      parsed += 1
      #expect(try JSON(parsing: value.bytes) == value)
    }
    #expect(parsed > 0)
  }

  @Test func numbersOutOfRangeAreNotTrapped() throws {
    #expect(try JSON(parsing: "1e999").intValue == nil)
    #expect(try JSON(parsing: "1e3").intValue == 1000)
    #expect(try JSON(parsing: "9223372036854775808").intValue == nil)
    #expect(JSON.double(.infinity) == .null)
  }

  @Test func prettyTextReadsBack() throws {
    let value: JSON = ["a": [1, 2], "b": ["c": "d"], "e": [], "f": [:]]
    #expect(try JSON(parsing: value.pretty()) == value)
    #expect(value.pretty().hasPrefix("{\n  \"a\": [\n    1,\n    2\n  ],\n"))
  }

  @Test func membersCanBeReplacedAndRemoved() {
    var object = JSONObject((0..<40).map { ("k\($0)", JSON.int($0)) })
    object["k7"] = nil
    object["k9"] = "nine"
    #expect(object.count == 39)
    #expect(object["k7"] == nil)
    #expect(object["k9"] == "nine")
    #expect(object["k39"] == 39)
    #expect(object.names.prefix(9).last == "k9")
  }

  @Test(arguments: [
    #"{"a":1,"b":{"a":[1,{"b":2}],"c":"\u00e9\n"},"c":[],"a":2}"#, "[1,2]", "\"text\"", "{}", #" {"b" : [ ] } "#,
    #"{"é":"\ud83e\udd99","a":"é"}"#, "7", #"{"b":"\x","a":1}"#, #"{"b":[1,],"a":1}"#, #"{"b":{"c" 1}}"#, #"{"b":tru}"#,
    #"{"b":"a"#, "{\"b\":\"\u{1}\"}", #"{"b":{"c":01}}"#,
  ])
  func passesOverMembersThatAreNotWanted(text: String) {
    expectSame(Array(text.utf8))
  }

  @Test func whatIsPassedOverIsCheckedAllTheSame() {
    var generator = SeededGenerator(seed: 8)
    let seed = Array(#"{"a":[1,2.5e-3,"xé\n",{"b":null}],"c":{"a":true,"é":"\ud83e\udd99"},"d":"🦙"}"#.utf8)
    for _ in 0..<10_000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      expectSame(bytes)
    }
    expectSame(Array((#"{"b":"# + String(repeating: "[", count: 1_000)).utf8))
    expectSame([0x7B, 0x22, 0x62, 0x22, 0x3A, 0x22, 0xFF, 0x22, 0x7D])
  }

  /// Reading only some members is reading all and taking these, or fails in the same way.
  private func expectSame(_ bytes: [UInt8]) {
    for names in [["a"], ["a", "d"], []] {
      let whole = Result { () throws(JSONError) in try JSON(parsing: bytes) }
      let part = Result { () throws(JSONError) in try JSON(parsing: bytes, only: names) }
      let wanted = whole.map { value in
        value.objectValue.map { .object(JSONObject($0.filter { names.contains($0.name) }.map { ($0.name, $0.value) })) }
          ?? value
      }
      #expect(part == wanted, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
