internal import Basics
internal import Displays
internal import Language
internal import Spaces
internal import Store
internal import Warehouses

extension Session {
  func saveSpace(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let version = try await version(command, "version")
    let path = command.text("file") ?? ""
    try Files.write(version.space.canonical().text(.pretty), to: path)
    return Page([.text("Wrote \(version.name) to \(path): \(Pictures.contents(of: version.space)).")])
      .bundle(width: screen.width)
  }

  func export(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let what = command.text("what") ?? ""
    let path = command.text("file") ?? ""
    let result: ResultSet
    switch what {
    case "sql":
      guard command.isGiven("query") else { throw SessionError.needsQuery }
      result = try await query(command, screen)
    case "failures": result = try await queryStore("SELECT * FROM traces WHERE result = 'no'", screen)
    default: result = try await queryStore("SELECT * FROM \(what)", screen)
    }
    try Files.write(path.hasSuffix(".csv") ? Self.csv(result) : Self.lines(result), to: path)
    return Page([.text("Wrote \(counted(result.rows.count, "row")) to \(path).")]).bundle(width: screen.width)
  }

  /// RFC 4180 with a header; NULL is an empty field.
  private static func csv(_ result: ResultSet) -> String {
    func field(_ text: String) -> String {
      let mustQuote = text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
      return mustQuote ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
    let rows = result.rows.map { row in
      row.map { $0 == .null ? "" : field(Pictures.text($0)) }.joined(separator: ",")
    }
    return ([result.columns.map(field).joined(separator: ",")] + rows).joined(separator: "\r\n") + "\r\n"
  }

  private static func lines(_ result: ResultSet) -> String {
    result.rows.map { row in
      JSON.object(JSONObject(zip(result.columns, row.map(json)))).text + "\n"
    }.joined()
  }

  private static func json(_ value: Warehouses.Value) -> JSON {
    switch value {
    case .null: .null
    case .integer(let number): Int(exactly: number).map(JSON.int) ?? .null
    case .real(let number): .double(number)
    case .text(let text): .string(text)
    case .blob: .string(Pictures.text(value))
    }
  }
}
