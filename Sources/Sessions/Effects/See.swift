internal import Basics
internal import Displays
internal import Epochs
internal import Language
internal import Spaces
internal import Store
internal import Warehouses

extension Session {
  func plotCost(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let result = try await queryStore("SELECT run, seconds FROM costs", screen)
    return try chart(.bar, result, x: "run", y: "seconds", color: nil, title: "Time by run").bundle(width: screen.width)
  }

  func plotQuery(_ mark: Chart.Mark, _ command: Command, _ screen: Screen) async throws -> Bundle? {
    let result = try await query(command, screen)
    return try chart(
      mark, result, x: command.text("x"), y: command.text("y"), color: command.text("color"),
      title: command.text("title")
    ).bundle(width: screen.width)
  }

  private func chart(
    _ mark: Chart.Mark, _ result: ResultSet, x: String?, y: String?, color: String?, title: String?
  ) throws -> Chart {
    func index(_ name: String, _ parameter: String) throws -> Int {
      guard let found = result.columns.firstIndex(where: { $0.lowercased() == name.lowercased() }) else {
        throw SessionError.unknown(.column, name, known: result.columns, at: [parameter])
      }
      return found
    }
    guard !result.rows.isEmpty else { throw SessionError.nothingToPlot("the query returned no rows") }
    let xIndex = try x.map { try index($0, "x") } ?? 0
    let colorIndex = try color.map { try index($0, "color") }
    let numeric = result.columns.indices.first { column in
      column != xIndex && column != colorIndex && result.rows.contains { $0[column].number != nil }
    }
    guard let yIndex = try y.map({ try index($0, "y") }) ?? numeric else {
      throw SessionError.nothingToPlot("the query has no column of numbers to draw")
    }
    var order: [String] = []
    var points: [String: [Chart.Point]] = [:]
    for row in result.rows.prefix(5000) {
      guard let value = row[yIndex].number else { continue }
      let name = colorIndex.map { Pictures.text(row[$0]) } ?? result.columns[yIndex]
      if points[name] == nil { order.append(name) }
      let position = row[xIndex].number.map(Chart.Position.number) ?? .label(Pictures.text(row[xIndex]))
      points[name, default: []].append(Chart.Point(position, value))
    }
    return Chart(
      title ?? "\(result.columns[yIndex]) by \(result.columns[xIndex])", mark: mark, x: result.columns[xIndex],
      y: result.columns[yIndex], series: order.map { Chart.Series($0, points[$0] ?? []) })
  }

  func report(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let path = command.text("file") ?? ""
    var bundles: [Bundle] = []
    if let evalset = bench.evalset { bundles.append(Page([.table(Pictures.splits(of: evalset))]).bundle()) }
    if let chart = try? await accuracyChart(screen, by: "split") { bundles.append(chart.bundle()) }
    let looks = try await queryStore(
      """
      SELECT look, start, champion, questions, round(100 * before, 1) AS "before %", round(100 * after, 1) AS "after %",
        round(p, 5) AS p, verdict FROM looks
      """, screen)
    if !looks.rows.isEmpty {
      bundles.append(Pictures.table(of: looks, caption: "Certified on the sealed test split").bundle())
    }
    bundles.append(try await showEpochs(command, screen) ?? Bundle(plain: ""))
    bundles.append(try await showVersions(command, screen) ?? Bundle(plain: ""))
    if let start = bench.start, let version = bench.version, start.number != version.number {
      bundles.append(Pictures.difference(from: start, to: version).bundle())
    }
    if let version = bench.version { bundles.append(Pictures.page(of: version).bundle()) }
    try Files.write(Report("Chaos Llama: \(bench.evalset?.name ?? "report")", bundles).html, to: path)
    return Page([.text("Wrote \(path).")]).bundle(width: screen.width)
  }
}

extension Warehouses.Value {
  /// The value as a finite number, if it is one.
  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value.isFinite ? value : nil
    case .null, .text, .blob: nil
    }
  }
}
