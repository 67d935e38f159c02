internal import Basics
internal import Displays
internal import Epochs
internal import Language
internal import Statistics
internal import Store
internal import Warehouses

extension Session {
  func plotAccuracy(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    try await accuracyChart(screen, by: command.text("by")).bundle(width: screen.width)
  }

  /// Accuracy by version on the evalset in hand: of whole runs, and of the epochs that made the versions.
  func accuracyChart(_ screen: Screen, by: String? = nil) async throws -> Chart {
    let content = Store.content(of: try currentEvalset())
    let lines = try await by == "judge" ? judgeLines(content, screen) : splitLines(content, screen)
    guard !lines.isEmpty else { throw SessionError.nothingToPlot("nothing was measured yet; run does") }
    let hasValidation = lines.contains { $0.name == "validation" }
    let shown = by == nil && hasValidation ? lines.filter { $0.name == "validation" } : lines
    let title = by == "judge" ? "Share of yes by version, on validation" : "Accuracy by version"
    return Chart(
      shown.count == 1 ? "\(title), on \(shown[0].name)" : title, mark: .line, x: "version", y: "accuracy",
      format: .percent, series: shown)
  }

  private func splitLines(_ content: String, _ screen: Screen) async throws -> [Chart.Series] {
    let ofEvalset = "evalset_content = '\(content)'"
    let result = try await queryStore(
      """
      SELECT split, version, CAST(round(share * n) AS INTEGER), n FROM (
        SELECT 0 AS source, 'train' AS split, champion AS version, train_before AS share, train_questions AS n
          FROM epochs WHERE \(ofEvalset)
        UNION ALL SELECT 0, 'train', version, train_after, train_questions FROM epochs WHERE \(ofEvalset)
        UNION ALL SELECT 0, 'validation', champion, validation_before, validation_questions FROM epochs WHERE \(ofEvalset)
        UNION ALL SELECT 0, 'validation', version, validation_after, validation_questions FROM epochs WHERE \(ofEvalset)
        UNION ALL SELECT 1, split, version, accuracy, counted FROM runs WHERE \(ofEvalset))
      WHERE version IS NOT NULL AND share IS NOT NULL AND n > 0 ORDER BY split, source
      """, screen)
    return Self.lines(of: result)
  }

  private func judgeLines(_ content: String, _ screen: Screen) async throws -> [Chart.Series] {
    let result = try await queryStore(
      """
      SELECT judge, version, sum(ruling = 'yes'), sum(ruling IN ('yes', 'no')) AS n FROM verdicts
      WHERE run IN (SELECT run FROM runs WHERE evalset_content = '\(content)' AND split = 'validation')
      GROUP BY judge, version HAVING n > 0
      """, screen)
    return Self.lines(of: result)
  }

  /// A line for each name of the first column; of several rows for one version the last counts.
  private static func lines(of result: ResultSet) -> [Chart.Series] {
    var names: [String] = []
    var points: [String: [Int: Chart.Point]] = [:]
    for row in result.rows {
      guard row.count == 4, case .text(let name) = row[0], case .text(let version) = row[1],
        case .integer(let right) = row[2], case .integer(let counted) = row[3], counted > 0
      else { continue }
      if points[name] == nil { names.append(name) }
      let interval = wilsonInterval(successes: Int(clamping: right), trials: Int(clamping: counted))
      points[name, default: [:]][Int(version.dropFirst()) ?? 0] = Chart.Point(
        .label(version), Double(right) / Double(counted), low: interval.low, high: interval.high)
    }
    return names.map { name in
      Chart.Series(name, (points[name] ?? [:]).sorted { $0.key < $1.key }.map(\.value))
    }
  }
}
