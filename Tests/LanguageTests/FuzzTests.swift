import Basics
import Testing

@testable import Language

/// Nothing that can be typed ends the process.
@Suite struct FuzzTests {
  private func readEverything(_ text: String, _ generator: inout SeededGenerator) {
    let source = Source(text)
    let parsed = parse(source, table: .standard(diagnostics: true))
    for error in parsed.errors { _ = error.diagnostic().report(in: source) }
    for command in parsed.commands { _ = source.text(command.span) }
    _ = cellState(of: source)
    let cursor = Int.random(in: -2...(text.unicodeScalars.count + 2), using: &generator)
    let completion = complete(source, at: cursor)
    #expect(0 <= completion.start && completion.start <= completion.end)
    #expect(completion.end <= text.unicodeScalars.count)
    _ = inspect(source, at: cursor)
  }

  @Test func randomBytes() {
    var generator = SeededGenerator(seed: 1)
    let letters = Array("show sql run=\"'()${}#\\\n\r\t ?%!,;-é中🦙\u{301}\0".utf8)
    for _ in 0..<100 {
      let count = Int.random(in: 0...60, using: &generator)
      let bytes = (0..<count).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] }
      readEverything(String(decoding: bytes, as: UTF8.self), &generator)
    }
  }

  @Test func mutatedCommands() {
    var generator = SeededGenerator(seed: 2)
    let examples = CommandTable.standard().specs.flatMap(\.examples)
    for _ in 0..<100 {
      let chosen = (0..<3).map { _ in examples[Int.random(in: 0..<examples.count, using: &generator)] }
      var bytes = Array(chosen.joined(separator: "\n").utf8)
      for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 2: bytes.insert(contentsOf: bytes[place..<min(place + 8, bytes.count)], at: place)
        default: bytes.removeSubrange(place...)
        }
      }
      readEverything(String(decoding: bytes, as: UTF8.self), &generator)
    }
  }

  @Test func deepNesting() {
    var generator = SeededGenerator(seed: 3)
    for text in ["plot line from " + String(repeating: "(", count: 20_000), String(repeating: "${", count: 2_000)] {
      readEverything(text, &generator)
    }
  }
}
