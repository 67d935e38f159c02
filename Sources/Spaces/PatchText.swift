import Basics

extension Patch {
  func applyText(to space: inout Space) throws(PatchError) {
    switch (operation, payload) {
    case (.set, .text(let text)):
      var id: String?
      if case .element(let given) = target { id = given }
      space.setTextInstruction(text, id: id)
    case (.remove, .none):
      guard space.textInstruction != nil else { throw .notPresent }
      space.setTextInstruction(nil)
    case (.add, .line(let line, let section)):
      guard SectionedText.isLine(line) else { throw .malformed }
      var text = SectionedText(space.textInstruction ?? "")
      guard text.add(line, to: section) else { throw .alreadyPresent }
      space.setTextInstruction(text.text)
    case (.remove, .line(let line, let section)):
      var text = SectionedText(space.textInstruction ?? "")
      guard text.remove(line, from: section) else { throw .notPresent }
      space.setTextInstruction(text.text)
    default: throw .malformed
    }
  }

  func applyPrompt(to space: inout Space) throws(PatchError) {
    guard case .element(let name) = target else { throw .malformed }
    guard let prompt = Prompt(rawValue: name) else { throw .prompt(.unknownPrompt(name)) }
    switch (operation, payload) {
    case (.set, .text(let text)):
      do { _ = try PromptTemplate(text, for: prompt) } catch { throw .prompt(error) }
      space.setText(of: prompt, text)
    case (.remove, .none):
      guard space.ownText(of: prompt) != nil else { throw .notPresent }
      space.setText(of: prompt, nil)
    default: throw .malformed
    }
  }
}

extension Space {
  /// Replaces the text instruction, keeping its id; an empty text removes it. `id` is for a text that is new.
  package mutating func setTextInstruction(_ text: String?, id: String? = nil) {
    guard let text, !text.isEmpty else { return setObjects(.textInstructions, []) }
    let new = JSONObject([("id", .string(id ?? Self.textInstructionID))])
    var object = objects(at: .textInstructions).first ?? new
    object["content"] = LogicalText.split(text)
    setObjects(.textInstructions, [object])
  }

  /// There is one text at most, so its id can be the same in every space.
  private static let textInstructionID = String(ContentHash(of: "text instruction").hex.prefix(32))
}

/// A text of lines under headings (`## PURPOSE`), whose lines can be added and removed one at a time.
struct SectionedText {
  /// Lines with their newlines; the heading, if any, is the first line of its section.
  private var sections: [(heading: String?, lines: [String])] = [(nil, [])]

  init(_ text: String) {
    for piece in LogicalText.split(text).arrayValue ?? [] {
      let line = piece.stringValue ?? ""
      if line.utf8.first == UInt8(ascii: "#") {
        sections.append((line, []))
      } else {
        sections[sections.count - 1].lines.append(line)
      }
    }
  }

  /// Whether `text` is one line with something in it, and no heading.
  static func isLine(_ text: String) -> Bool {
    let line = trimmed(text)
    return !line.isEmpty && line.utf8.first != UInt8(ascii: "#") && !line.utf8.contains(0x0A)
  }

  var text: String { sections.map { ($0.heading ?? "") + $0.lines.joined() }.joined() }

  /// Adds a line in byte order after the lines that are not greater, and its section where there is none; `false`
  /// where the section has that line already.
  mutating func add(_ line: String, to heading: String?) -> Bool {
    let section = index(of: heading) ?? addSection(heading)
    let body = sections[section].lines.map(trimmed)
    guard !body.contains(trimmed(line)) else { return false }
    let used = (body.lastIndex { !$0.isEmpty } ?? -1) + 1
    let position = orderedPosition(of: trimmed(line), in: Array(body.prefix(used)))
    endLine(before: position, of: section)
    sections[section].lines.insert(trimmed(line) + "\n", at: position)
    return true
  }

  /// Removes a line, and its section where nothing else is in it.
  mutating func remove(_ line: String, from heading: String?) -> Bool {
    guard let section = index(of: heading),
      let position = sections[section].lines.firstIndex(where: { trimmed($0) == trimmed(line) })
    else { return false }
    sections[section].lines.remove(at: position)
    if sections[section].heading != nil, sections[section].lines.isEmpty { sections.remove(at: section) }
    return true
  }

  private func index(of heading: String?) -> Int? {
    guard let heading else { return 0 }
    return sections.firstIndex { $0.heading.map(trimmed) == Self.heading(heading) }
  }

  /// A heading always begins with `#`, so that it is one when the text is read again.
  private static func heading(_ name: String) -> String {
    let name = trimmed(String(decoding: name.utf8.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self))
    return name.utf8.first == UInt8(ascii: "#") ? name : "## " + name
  }

  private mutating func addSection(_ heading: String?) -> Int {
    let heading = Self.heading(heading ?? "")
    let known = sections.dropFirst().map { trimmed($0.heading ?? "") }
    let position = orderedPosition(of: heading, in: Array(known)) + 1
    let before = sections[position - 1].lines.count
    endLine(before: before, of: position - 1)
    sections.insert((heading + "\n", []), at: position)
    return position
  }

  /// Ends the line before a place with a newline, where the text had none at its end.
  private mutating func endLine(before position: Int, of section: Int) {
    if position > 0 {
      let line = sections[section].lines[position - 1]
      if line.utf8.last != 0x0A { sections[section].lines[position - 1] = line + "\n" }
    } else if let heading = sections[section].heading, heading.utf8.last != 0x0A {
      sections[section].heading = heading + "\n"
    }
  }
}
