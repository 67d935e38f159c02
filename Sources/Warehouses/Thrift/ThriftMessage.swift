/// The frame of calls and their answers.
enum ThriftMessage {
  static let version: UInt32 = 0x8001_0000
  static let call: UInt32 = 1
  private static let reply: UInt32 = 2
  private static let exception: UInt32 = 3

  /// Reads the answer to a call of `name`: `body` gets the reader before the result structure.
  static func readReply<Answer>(
    _ bytes: [UInt8], to name: String, sequence: Int32,
    _ body: (inout ThriftReader) throws(ThriftError) -> Answer
  ) throws(ThriftError) -> Answer {
    var reader = ThriftReader(bytes)
    let first = UInt32(bitPattern: try reader.int32())
    guard first & 0xFFFF_0000 == version else { throw .notThrift }
    let answered = try reader.string()
    guard answered == name, try reader.int32() == sequence else { throw .otherMessage(String(answered.prefix(40))) }
    switch first & 0xFF {
    case exception: throw .exception(try readException(&reader))
    case reply: break
    default: throw .notThrift
    }
    var answer: Answer?
    try reader.structure { (reader, field) throws(ThriftError) in
      guard field.id == 0, field.type == .structure else { return false }
      answer = try body(&reader)
      return true
    }
    guard let answer else { throw .missing("result") }
    return answer
  }

  private static func readException(_ reader: inout ThriftReader) throws(ThriftError) -> String {
    var message = ""
    try reader.structure { (reader, field) throws(ThriftError) in
      guard field.id == 1, field.type == .string else { return false }
      message = try reader.string()
      return true
    }
    return String(message.prefix(200))
  }
}
