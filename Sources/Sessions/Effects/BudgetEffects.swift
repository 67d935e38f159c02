internal import Basics
internal import Displays
internal import Epochs
internal import Language
internal import Models

extension Session {
  func setBudget(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let role = command.text("role").flatMap(ModelRole.init(rawValue:))
    let purse = bench.models.purse
    var caps = purse.caps(of: role)
    if let amount = command.money("amount") { caps.money = Money(dollars: Double(amount) / 1e6) }
    if command.isGiven("calls") { caps.calls = command.int("calls") }
    if command.isGiven("tokens") { caps.tokens = command.int("tokens") }
    purse.setCaps(caps, for: role)
    if command.isGiven("questions") {
      var questions = bench.budget.caps
      questions.questions = command.int("questions")
      bench.budget.setCaps(questions)
    }
    try await remember()
    return try await showBudget(command, screen)
  }

  func showBudget(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let (asked, purse) = (bench.budget.spent.questions, bench.models.purse)
    let (caps, spent) = (purse.caps(), purse.spent())
    func row(_ of: String, _ spent: String, _ cap: String?) -> [Table.Cell] {
      [Table.Cell(of), Table.Cell(spent), Table.Cell(cap ?? "none")]
    }
    var parts: [Page.Part] = [
      .table(
        Table(
          "Budget", columns: [.init("of"), .init("spent", .number), .init("cap", .number)],
          rows: [
            row("questions asked", grouped(asked), bench.budget.caps.questions.map(grouped)),
            row("model calls", grouped(spent.calls), caps.calls.map(grouped)),
            row("tokens", grouped(spent.tokens), caps.tokens.map(grouped)),
            row("dollars", "\(spent.money)", caps.money.map { "\($0)" }),
          ]))
    ]
    if !bench.models.specs.isEmpty { parts.append(.table(spendByRole())) }
    return Page(parts).bundle(width: screen.width)
  }

  private func spendByRole() -> Table {
    let (models, purse) = (bench.models, bench.models.purse)
    return Table(
      "Models by role",
      columns: [
        .init("role"), .init("model"), .init("calls", .number), .init("tokens", .number), .init("dollars", .number),
        .init("cap"),
      ],
      rows: ModelRole.allCases.map { role in
        let (spent, caps) = (purse.spent(by: role), purse.caps(of: role))
        let limits = [
          caps.money.map { "\($0)" }, caps.calls.map { counted($0, "call") }, caps.tokens.map { counted($0, "token") },
        ].compactMap { $0 }
        let isFree = spent.tokens > 0 && models.spec(for: role).map { $0.prices == nil } == true
        return [
          Table.Cell(role.rawValue, .strong), Table.Cell(models.spec(for: role)?.name ?? "none", .muted),
          Table.Cell(grouped(spent.calls)), Table.Cell(grouped(spent.tokens)),
          Table.Cell(isFree ? "no price" : "\(spent.money)"),
          Table.Cell(limits.isEmpty ? "none" : limits.joined(separator: ", "), .muted),
        ]
      })
  }
}

extension Session {
  /// Runs work that models are paid for under all caps and the command's own. A call that does not fit pauses it, once
  /// those that were begun have ended; a question cannot be left out for want of money.
  func paying<Result: Sendable>(
    for command: Command, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let purse = bench.models.purse
    let task = Task { try await work() }
    purse.allow(SpendCaps(money: command.money("budget").map { Money(dollars: Double($0) / 1e6) })) { task.cancel() }
    let result = await withTaskCancellationHandler {
      await task.result
    } onCancel: {
      task.cancel()
    }
    if let refusal = purse.endAllowance(), !Task.isCancelled {
      throw SessionError.overBudget("\(refusal)", isOwn: refusal.purse == .work)
    }
    return try result.get()
  }

  /// What models were asked in a role since `before`, in a sentence.
  func spendSentence(_ role: ModelRole, since before: Spend, kept: String) -> String {
    let spent = bench.models.purse.spent(by: role) - before
    let name = bench.models.spec(for: role)?.name ?? "the model"
    guard spent.calls > 0 else { return "\(name) was asked nothing: \(kept) kept from before." }
    let money = spent.money > .zero ? ", \(spent.money)" : ""
    return "\(name) was asked \(counted(spent.calls, "time")): \(counted(spent.tokens, "token"))\(money)."
  }
}

extension ModelDesk {
  private static func record(_ caps: SpendCaps) -> JSON {
    [
      "calls": caps.calls.map(JSON.int) ?? .null, "tokens": caps.tokens.map(JSON.int) ?? .null,
      "nanodollars": (caps.money?.nanodollars).map(JSON.int) ?? .null,
    ]
  }

  private static func caps(_ record: JSON?) -> SpendCaps {
    SpendCaps(
      calls: record?["calls"]?.intValue, tokens: record?["tokens"]?.intValue,
      money: (record?["nanodollars"]?.intValue).map(Money.init(nanodollars:)))
  }

  /// What a store may keep of the caps; `nil` where there is none.
  var capsRecord: JSON? {
    let places: [(String, ModelRole?)] = [("all", nil)] + ModelRole.allCases.map { ($0.rawValue, $0) }
    let given = places.filter { purse.caps(of: $0.1) != SpendCaps() }
    return given.isEmpty ? nil : .object(JSONObject(given.map { ($0.0, Self.record(purse.caps(of: $0.1))) }))
  }

  /// Takes up what ``capsRecord`` wrote; caps that were set in this session stay.
  func recallCaps(_ record: JSON) {
    guard capsRecord == nil else { return }
    purse.setCaps(Self.caps(record["all"]))
    for role in ModelRole.allCases { purse.setCaps(Self.caps(record[role.rawValue]), for: role) }
  }

  /// What was spent, for a line of progress; `nil` where no model is in use.
  var spendNote: (@Sendable () -> String?) {
    guard !specs.isEmpty else { return { nil } }
    let purse = purse
    return {
      let (spent, cap) = (purse.spent(), purse.caps().money)
      if spent.money > .zero || cap != nil { return "\(spent.money)" + (cap.map { " of \($0)" } ?? "") }
      return counted(spent.tokens, "token")
    }
  }
}
