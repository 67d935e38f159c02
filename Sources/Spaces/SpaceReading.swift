package import Basics

/// A space as it was read from a text.
package struct SpaceReading: Sendable, Hashable {
  package var space: Space
  package var style: SpaceStyle
  /// Whether the text was of version 1.
  package var migrated: Bool
  /// What the platform would refuse or take badly.
  package var findings: [SpaceFinding]
  /// `title`, `description`, `warehouse_id`, `etag` and the like, where the text was a whole API answer.
  package var envelope: JSONObject
}

/// How a space is laid out in a file.
package enum SpaceStyle: Sendable, Hashable {
  case compact
  /// With so many spaces a level, and a newline at the end where there was one.
  case indented(Int, newline: Bool)

  package static let pretty = SpaceStyle.indented(2, newline: true)
}

/// Why a text is no space.
package enum SpaceReadError: Error, Sendable, Equatable {
  case notJSON(JSONError)
  /// It is JSON of another shape.
  case notASpace([SpaceFinding])
}

extension Space {
  /// Reads a `serialized_space`, or an API answer that holds one; version 1 becomes version 2.
  ///
  /// What can be understood is taken, with findings; only what has the wrong shape is refused.
  package static func read(_ text: String, limits: SpaceLimits = SpaceLimits()) throws(SpaceReadError) -> SpaceReading {
    var document = try parsed(text)
    var envelope = JSONObject()
    if var outer = document.objectValue, let inner = outer["serialized_space"] {
      document = if case .string(let serialized) = inner { try parsed(serialized) } else { inner }
      outer["serialized_space"] = nil
      envelope = outer
    }
    let style = SpaceStyle(of: text, document)
    let migrated = document["version"]?.intValue == 1
    if migrated { document = migration(of: document) }
    let space = Space(document: document)
    let findings = space.findings(limits: limits)
    let shape = findings.filter(\.problem.concernsShape)
    guard shape.isEmpty else { throw .notASpace(shape) }
    return SpaceReading(space: space, style: style, migrated: migrated, findings: findings, envelope: envelope)
  }

  private static func parsed(_ text: String) throws(SpaceReadError) -> JSON {
    do throws(JSONError) { return try JSON(parsing: text) } catch { throw .notJSON(error) }
  }

  /// The document as text; the same document and style give the same bytes.
  package func text(_ style: SpaceStyle = .compact) -> String {
    switch style {
    case .compact: document.text
    case .indented(let spaces, let newline): document.pretty(indent: spaces) + (newline ? "\n" : "")
    }
  }

  /// Version 2 of a document of version 1: the flags under their new names, lists sorted.
  private static func migration(of document: JSON) -> JSON {
    var space = Space(document: document)
    for section in [SpaceSection.tables, .metricViews] {
      var tables: [SpaceTable] = space.list(section)
      guard !tables.isEmpty else { continue }
      for index in tables.indices {
        tables[index].columns = tables[index].columns.map { column in
          ColumnConfig(object: JSONObject(column.object.map { (Self.flagNames[$0.name] ?? $0.name, $0.value) }))
        }
      }
      space.setList(section, tables)
    }
    guard var root = space.document.objectValue else { return document }
    root["version"] = 2
    return Space(document: .object(root)).canonical().document
  }

  /// What version 1 called the flags.
  static let flagNames = [
    "get_example_values": "enable_format_assistance", "build_value_dictionary": "enable_entity_matching",
  ]
}

extension SpaceStyle {
  /// The style that writes `document` as `text`, or the nearest one.
  init(of text: String, _ document: JSON) {
    let newline = text.utf8.last == 0x0A
    let body = newline ? String(text.dropLast()) : text
    guard body.utf8.contains(0x0A) else {
      self = .compact
      return
    }
    let widths = [2, 4, 1, 3, 8]
    self = .indented(widths.first { document.pretty(indent: $0) == body } ?? 2, newline: newline)
  }
}
