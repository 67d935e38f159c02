package import Basics

/// An assistant's whole configuration: a typed view over its `serialized_space` document, which keeps every field
/// that is not understood.
///
/// Reading a list costs its length; read it once outside a loop. What is written goes back to its place in the
/// document; an empty list is removed.
package struct Space: Sendable, Hashable {
  package var document: JSON

  package init(document: JSON) { self.document = document }

  /// The smallest space: these tables and nothing said about them.
  package static func bare(tables: [String]) -> Space {
    let sources = tables.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map(SpaceTable.init(identifier:))
    var space = Space(document: ["version": 2])
    space.tables = sources
    return space
  }

  package var tables: [SpaceTable] {
    get { list(.tables) }
    set { setList(.tables, newValue) }
  }

  package var metricViews: [SpaceTable] {
    get { list(.metricViews) }
    set { setList(.metricViews, newValue) }
  }

  package var examples: [Example] {
    get { list(.examples) }
    set { setList(.examples, newValue) }
  }

  package var functions: [FunctionReference] {
    get { list(.functions) }
    set { setList(.functions, newValue) }
  }

  package var joins: [JoinSpec] {
    get { list(.joins) }
    set { setList(.joins, newValue) }
  }

  package var filters: [Snippet] {
    get { list(.filters) }
    set { setList(.filters, newValue) }
  }

  package var expressions: [Snippet] {
    get { list(.expressions) }
    set { setList(.expressions, newValue) }
  }

  package var measures: [Snippet] {
    get { list(.measures) }
    set { setList(.measures, newValue) }
  }

  package var sampleQuestions: [SampleQuestion] {
    get { list(.sampleQuestions) }
    set { setList(.sampleQuestions, newValue) }
  }

  package var benchmarkQuestions: [BenchmarkQuestion] {
    get { list(.benchmarkQuestions) }
    set { setList(.benchmarkQuestions, newValue) }
  }

  /// The general instructions, one text.
  package var textInstruction: String? {
    objects(at: .textInstructions).first?["content"].flatMap(LogicalText.joined)
  }

  /// The table or metric view of that identifier, or else of that last part, upper and lower case being the same.
  package func table(_ name: String) -> SpaceTable? {
    let all = tables + metricViews
    let wanted = name.lowercased()
    return all.first { $0.identifier == name } ?? all.first { $0.identifier.lowercased() == wanted }
      ?? all.first { $0.name.lowercased() == wanted }
  }

  package func column(_ table: String, _ column: String) -> ColumnConfig? { self.table(table)?.column(column) }
}
