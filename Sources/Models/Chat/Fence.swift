internal import Basics

/// Marks off text that nobody vouches for, so that a model takes nothing in it for an instruction.
///
/// The mark depends on all that stands between the marks: whoever writes a text cannot know the mark that it will get,
/// and equal calls are equal byte by byte, as a cache wants them.
package struct Fence: Sendable {
  package let mark: String

  package init(around texts: [String]) {
    var mark = ""
    var round = 0
    repeat {
      let hash = ContentHash(of: JSON.array([.int(round), .strings(texts)]).bytes)
      mark = String(hash.hex.prefix(16))
      round += 1
    } while round < 100 && texts.contains { $0.contains(mark) }
    self.mark = mark
  }

  /// The text between its marks, the first of which says what it is.
  package func around(_ text: String, as label: String) -> String { "<<<\(mark) \(label)\n\(text)\n\(mark)>>>" }

  /// How the marks are told to a model, before what the text in them may not do: "Text between … ".
  package var extent: String { "Text between <<<\(mark) and the next \(mark)>>>" }
}
