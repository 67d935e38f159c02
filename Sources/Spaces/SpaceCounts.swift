/// How much of one of the platform's limits a space uses.
package struct SpaceCount: Sendable, Hashable {
  package var what: String
  package var count: Int
  package var limit: Int
  /// Where in the document.
  var path: String
}

extension Space {
  /// The counted things of a space against their limits.
  ///
  /// The platform's pages and its own tools count differently; these counts satisfy both.
  package func counts(limits: SpaceLimits = SpaceLimits()) -> [SpaceCount] {
    let sources = tables + metricViews
    let described = sources.count { $0.description.map { !$0.isEmpty } ?? false }
    let texts = objects(at: .textInstructions).count
    let matching = sources.reduce(0) { $0 + $1.columns.count(where: \.entityMatching) }
    let instructions = objects(at: .examples).count + objects(at: .functions).count + min(texts, 1) + described
    let lists: [SpaceSection] = [.joins, .filters, .expressions, .measures]
    let snippets = lists.reduce(described) { $0 + objects(at: $1).count }
    return [
      SpaceCount(what: "tables and views", count: sources.count, limit: limits.tables, path: "data_sources"),
      SpaceCount(
        what: "instructions (examples, functions, the text, table descriptions)", count: instructions,
        limit: limits.instructions, path: "instructions"),
      SpaceCount(
        what: "snippets (table descriptions, joins, filters, expressions, measures)", count: snippets,
        limit: limits.snippets, path: "instructions"),
      SpaceCount(
        what: "columns with entity matching", count: matching, limit: limits.entityMatchingColumns,
        path: "data_sources"),
      SpaceCount(what: "text instructions", count: texts, limit: 1, path: SpaceSection.textInstructions.rawValue),
      SpaceCount(
        what: "benchmark questions", count: objects(at: .benchmarkQuestions).count, limit: limits.benchmarkQuestions,
        path: SpaceSection.benchmarkQuestions.rawValue),
    ]
  }
}
