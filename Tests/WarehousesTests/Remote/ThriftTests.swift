import Basics
import Testing

@testable import Warehouses

@Suite struct ThriftTests {
  private func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex.filter { !$0.isWhitespace })
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
  }

  @Test func writesACallAsServersReadIt() {
    let call = ThriftWriter.call("OpenSession", sequence: 1) { writer in
      writer.field(1, Int32(9))
      writer.field(4, [])
    }
    #expect(
      call
        == bytes(
          "800100010000000b4f70656e53657373696f6e000000010c0001080001000000090d00040b0b000000000000"))
  }

  @Test func readsWhatItWrote() throws {
    var writer = ThriftWriter()
    writer.field(1, true)
    writer.field(2, Int16(-2))
    writer.field(3, Int32(-3))
    writer.field(4, Int64.min)
    writer.field(5, "körper")
    writer.field(6, [(key: "a", value: "b")])
    writer.field(7) { $0.field(1, bytes: [0, 255]) }
    writer.field(8, String?.none)
    var reader = ThriftReader(writer.bytes + [0])
    var seen: [String] = []
    try reader.structure { (reader, field) throws(ThriftError) in
      switch field.id {
      case 1: seen.append("\(try reader.bool())")
      case 2: seen.append("\(try reader.int16())")
      case 3: seen.append("\(try reader.int32())")
      case 4: seen.append("\(try reader.int64())")
      case 5: seen.append(try reader.string())
      default: return false
      }
      return true
    }
    #expect(seen == ["true", "-2", "-3", "\(Int64.min)", "körper"])
    #expect(reader.left == 0)
  }

  @Test(arguments: [
    ("", ThriftError.truncated), ("08", .truncated), ("0b0001 00000005 61", .badLength(5)),
    ("0b0001 ffffffff", .badLength(-1)), ("0f0001 0a 7fffffff", .badLength(Int(Int32.max))),
    ("0d0001 0b0b 00000002 00000000 00000000", .badLength(2)), ("630001", .unknownType(0x63)),
    (String(repeating: "0c0001", count: 60), .tooDeep),
    (String(repeating: "0f0001 0f 00000001", count: 1) + String(repeating: "0f 00000001", count: 60), .tooDeep),
  ])
  func refusesWhatIsBroken(_ hex: String, _ error: ThriftError) {
    #expect(throws: error) {
      var reader = ThriftReader(bytes(hex))
      try reader.structure { (_, _) throws(ThriftError) in false }
    }
  }

  @Test func readsTheNullsOfColumns() throws {
    // Ten integers; the bitmap ends after its first byte.
    let values = (0..<10).map { hexadecimal([0, 0, 0, UInt8($0)]) }.joined()
    let column = "0c0004 0f0001 08 0000000a \(values) 0b0002 00000001 05 00 00"
    var reader = ThriftReader(bytes("0f0003 0c 00000001 \(column) 00"))
    let rows = try HiveRows(&reader, types: [.integer], cap: 10)
    #expect(rows.count == 10)
    #expect((0..<10).map { rows.row($0) } == [[nil], [1], [nil], [3], [4], [5], [6], [7], [8], [9]])
    #expect(throws: ThriftError.badLength(10)) {
      var reader = ThriftReader(bytes("0f0003 0c 00000001 \(column) 00"))
      _ = try HiveRows(&reader, types: [.integer], cap: 9)
    }
  }

  /// Whatever a server sends, it is an answer or an error; 30,000 answers that were changed at random.
  @Test func survivesHostileAnswers() throws {
    let answers = [
      FakeHive.reply("FetchResults") { writer in
        FakeHive.status(&writer)
        writer.field(2, false)
      },
      FakeHive.rows(FakeHive.table(["a": ["x", "yy", nil], "b": ["1", nil, "3"]])),
      FakeHive.metadata(["a", "b"]),
      FakeHive.failure("GetOperationStatus", "[SOME_CLASS] words"),
    ]
    var generator = SeededGenerator(seed: 7, purpose: "thrift")
    var outcomes = (read: 0, refused: 0)
    for round in 0..<30_000 {
      var bytes = answers[round % answers.count]
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0..<8, using: &generator)))
        case 2: bytes.insert(UInt8.random(in: 0...15, using: &generator), at: place)
        default: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        }
      }
      do throws(ThriftError) {
        switch round % answers.count {
        case 2:
          let call = HiveCall.metadata(of: FakeHive.operation)
          _ = try ThriftMessage.readReply(bytes, to: call.name, sequence: 1, call.read)
        case 3:
          let call = HiveCall.progress(of: FakeHive.operation)
          _ = try ThriftMessage.readReply(bytes, to: call.name, sequence: 1, call.read)
        default:
          let call = HiveCall.fetch(FakeHive.operation, types: [.string, .integer], count: 100)
          _ = try ThriftMessage.readReply(bytes, to: call.name, sequence: 1, call.read)
        }
        outcomes.read += 1
      } catch {
        outcomes.refused += 1
      }
    }
    #expect(outcomes.read > 1000)
    #expect(outcomes.refused > 1000)
  }
}
