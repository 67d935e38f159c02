internal import SQLText

/// A query with its constants left out: what queries of one shape over the same columns share.
struct SQLTemplate: Hashable {
  let text: String

  init(_ sql: String) {
    let printed = (try? SelectStatement(parsing: sql))?.sql() ?? sql
    text = SQLTemplate.masked(printed.lowercased())
  }

  /// Strings and free-standing numbers become `?`.
  private static func masked(_ sql: String) -> String {
    var output: [UInt8] = []
    let bytes = Array(sql.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "'") {
        index += 1
        while index < bytes.count, bytes[index] != byte || (index + 1 < bytes.count && bytes[index + 1] == byte) {
          index += bytes[index] == byte ? 2 : 1
        }
        index += 1
        output.append(UInt8(ascii: "?"))
      } else if isDigit(byte), output.last.map({ !isWord($0) }) ?? true {
        while index < bytes.count, isDigit(bytes[index]) || bytes[index] == UInt8(ascii: ".") { index += 1 }
        output.append(UInt8(ascii: "?"))
      } else {
        output.append(byte)
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
  }
}
