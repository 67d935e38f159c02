import Basics

/// One thing that differs between two spaces, told for a reviewer.
package struct SpaceChange: Sendable, Hashable {
  /// What changed: `table orders`, `column orders.region`, `example “Sales by region”`.
  package var subject: String
  /// `nil` for what no lever moves: the tables themselves, and fields that are not understood.
  package var lever: Lever?
  /// Lines of the old text; empty where something was added.
  package var before: [String]
  /// Lines of the new text; empty where something was removed.
  package var after: [String]

  /// The lines with `-`, `+` or a space in front, as a unified diff shows them.
  package var lines: [String] { lineDifference(before, after) }
}

extension Space {
  /// What changed, in the order of the document: tables, columns, texts, then each kind of element.
  ///
  /// Both spaces are compared in canonical form, so order and spelling never show.
  package static func difference(from old: Space, to new: Space) -> [SpaceChange] {
    let (old, new) = (old.canonical(), new.canonical())
    var changes = otherMembers(old, new)
    for section in [SpaceSection.tables, .metricViews] {
      changes += tableChanges(old.list(section), new.list(section))
    }
    let (before, after) = (logicalLines(old.textInstruction), logicalLines(new.textInstruction))
    if before != after {
      changes.append(
        SpaceChange(subject: "text instruction", lever: .textInstruction, before: before, after: after))
    }
    for lever in Lever.allCases where lever.section != nil { changes += elementChanges(lever, old, new) }
    changes += Prompt.allCases.flatMap {
      texts("prompt \($0.rawValue)", .prompt, old.ownText(of: $0), new.ownText(of: $0))
    }
    changes += benchmarkChanges(old, new)
    return changes
  }

  private static func tableChanges(_ old: [SpaceTable], _ new: [SpaceTable]) -> [SpaceChange] {
    paired(old, new, by: \.identifier).flatMap { before, after -> [SpaceChange] in
      let name = "table " + (after ?? before ?? SpaceTable(identifier: "")).identifier
      var changes: [SpaceChange] = []
      if before == nil || after == nil {
        changes.append(
          SpaceChange(
            subject: name, lever: nil, before: before.map { [$0.identifier] } ?? [],
            after: after.map { [$0.identifier] } ?? []))
      }
      changes += texts(name, .tableDescription, before?.description, after?.description)
      changes += others(name, before?.object, after?.object, known: ["identifier", "description", "column_configs"])
      for (left, right) in paired(before?.columns ?? [], after?.columns ?? [], by: \.name) {
        changes += columnChanges((after ?? before)?.name ?? "", left, right)
      }
      return changes
    }
  }

  private static func columnChanges(_ table: String, _ old: ColumnConfig?, _ new: ColumnConfig?) -> [SpaceChange] {
    let name = "column \(table).\((new ?? old)?.name ?? "")"
    var changes = texts(name, .columnDescription, old?.description, new?.description)
    let (before, after) = (old?.synonyms ?? [], new?.synonyms ?? [])
    if before != after { changes.append(SpaceChange(subject: name, lever: .synonym, before: before, after: after)) }
    let flags: [(Lever, String)] = [
      (.exclude, "exclude"), (.formatAssistance, "enable_format_assistance"),
      (.entityMatching, "enable_entity_matching"),
    ]
    for (lever, field) in flags where old?.object[field] != new?.object[field] {
      let word = { (column: ColumnConfig?) in
        column?.object[field].map { [lever.rawValue + ($0 == .bool(true) ? " on" : " off")] } ?? []
      }
      changes.append(SpaceChange(subject: name, lever: lever, before: word(old), after: word(new)))
    }
    return changes
      + others(
        name, old?.object, new?.object, known: ["column_name", "description", "synonyms"] + flags.map(\.1))
  }

  private static func elementChanges(_ lever: Lever, _ old: Space, _ new: Space) -> [SpaceChange] {
    guard let section = lever.section else { return [] }
    let pairs = paired(old.objects(at: section), new.objects(at: section)) { $0["id"]?.stringValue ?? "" }
    return pairs.compactMap { before, after in
      guard before != after else { return nil }
      let title = (after ?? before).map(title) ?? ""
      return SpaceChange(
        subject: "\(lever.rawValue) \(title)", lever: lever, before: before.map(lines) ?? [],
        after: after.map(lines) ?? [])
    }
  }

  private static func benchmarkChanges(_ old: Space, _ new: Space) -> [SpaceChange] {
    let section = SpaceSection.benchmarkQuestions
    let pairs = paired(old.objects(at: section), new.objects(at: section)) { $0["id"]?.stringValue ?? "" }
    return pairs.compactMap { before, after in
      guard before != after else { return nil }
      return SpaceChange(
        subject: "benchmark question " + ((after ?? before).map(title) ?? ""), lever: nil,
        before: before.map(lines) ?? [], after: after.map(lines) ?? [])
    }
  }

  private static func texts(_ name: String, _ lever: Lever, _ old: String?, _ new: String?) -> [SpaceChange] {
    let (before, after) = (logicalLines(old), logicalLines(new))
    return before == after ? [] : [SpaceChange(subject: name, lever: lever, before: before, after: after)]
  }

  private static func others(
    _ name: String, _ old: JSONObject?, _ new: JSONObject?, known: [String]
  ) -> [SpaceChange] {
    let names = (old?.names ?? []) + (new?.names ?? []).filter { old?[$0] == nil }
    return names.filter { !known.contains($0) && old?[$0] != new?[$0] }.map { field in
      SpaceChange(
        subject: "\(name): \(field)", lever: nil, before: logicalLines(old?[field]?.text),
        after: logicalLines(new?[field]?.text))
    }
  }

  /// Members outside the known lists.
  private static func otherMembers(_ old: Space, _ new: Space) -> [SpaceChange] {
    var (before, after) = (old, new)
    for section in SpaceSection.allCases {
      before.setObjects(section, [])
      after.setObjects(section, [])
    }
    return others("space", before.document.objectValue, after.document.objectValue, known: [])
  }
}

/// The old and new elements of equal names, in the order of the names.
private func paired<Element>(
  _ old: [Element], _ new: [Element], by name: (Element) -> String
) -> [(Element?, Element?)] {
  let before = Dictionary(old.map { (name($0), $0) }) { first, _ in first }
  let after = Dictionary(new.map { (name($0), $0) }) { first, _ in first }
  let names = Set(before.keys).union(after.keys).sorted(by: precedes)
  return names.map { (before[$0], after[$0]) }
}

/// What a person calls an element.
private func title(_ object: JSONObject) -> String {
  if let question = object["question"].flatMap(LogicalText.joined) { return "“\(question)”" }
  if let name = object["display_name"]?.stringValue { return "“\(name)”" }
  if object["left"] != nil {
    let join = JoinSpec(object: object)
    return "\(join.left.alias)–\(join.right.alias)"
  }
  return object["identifier"]?.stringValue ?? ""
}

/// An element as `field: value` lines, without its id.
private func lines(_ object: JSONObject) -> [String] {
  object.filter { $0.name != "id" }.flatMap { member -> [String] in
    let text = LogicalText.joined(member.value) ?? member.value.text
    let words = member.name == "synonyms" || member.name == "sql" && object["left"] != nil
    let lines =
      words ? member.value.arrayValue?.compactMap(\.stringValue).map(trimmed) ?? [] : logicalLines(text)
    return lines.count == 1 ? ["\(member.name): \(lines[0])"] : ["\(member.name):"] + lines.map { "  " + $0 }
  }
}

/// The lines of a text, without their newlines.
func logicalLines(_ text: String?) -> [String] {
  LogicalText.split(text ?? "").arrayValue?.compactMap { piece in
    piece.stringValue.map { $0.utf8.last == 0x0A ? String(decoding: $0.utf8.dropLast(), as: UTF8.self) : $0 }
  } ?? []
}
