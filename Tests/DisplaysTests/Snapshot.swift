import FoundationEssentials
import Testing

/// Compares a text with the file of that name beside the tests; `CHAOS_LLAMA_RECORD=1` writes the file anew.
func expectSnapshot(_ text: String, _ name: String, location: SourceLocation = #_sourceLocation) throws {
  let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  let path = "/\(folder)/Snapshots/\(name)"
  if ProcessInfo.processInfo.environment["CHAOS_LLAMA_RECORD"] != nil {
    try Data(text.utf8).write(to: URL(filePath: path))
  }
  let recorded = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  #expect(text == recorded, "\(name) differs", sourceLocation: location)
}
