internal import Basics
internal import Displays
internal import Epochs
internal import Language
internal import Spaces
internal import Store

extension Session {
  func step(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let condition = command.condition("until")
    if let condition, condition.metric != "accuracy" { throw SessionError.metric(condition.metric) }
    let most = command.int("count") ?? (condition == nil ? 1 : 10)
    let deadline = command.seconds("time").map { time.now.microseconds + Int(min($0, 1e9) * 1e6) }
    let evalset = try currentEvalset()
    let optimizer = try await optimizer(epochSettings(command), on: screen, evalset: evalset)
    var idle = 0
    for round in 0..<most {
      let progress = screen.progress()
      let champion = try currentVersion()
      let store = try await openStore(screen)
      let number = try await store.nextEpoch(evalset)
      let history = EpochHistory(try await store.fates(evalset, before: number))
      let reporter = reporter(progress, title: "Epoch \(number)")
      let report = try await paying(for: command) {
        try await optimizer.step(champion, epoch: number, history: history, progress: reporter)
      }
      try await adopt(report.version)
      progress.finish(Pictures.page(of: report).bundle(width: screen.width))
      if let condition, condition.holds(for: report.validation.after) {
        say("Validation accuracy is \(percent(report.validation.after)): \(condition.text) holds.", screen)
        break
      }
      idle = report.version == nil ? idle + 1 : 0
      if idle == 2, round + 1 < most {
        say("Two epochs in a row kept nothing; more of the same would not help.", screen)
        break
      }
      if let deadline, time.now.microseconds > deadline {
        say("The time is up.", screen)
        break
      }
    }
    return nil
  }

  private func say(_ text: String, _ screen: Screen) {
    screen.output.emit(.display(Page([.text(text)]).bundle(width: screen.width), id: nil))
  }

  /// Makes a new version the one in use.
  private func adopt(_ version: Version?) async throws {
    guard let version else { return }
    bench.version = version
    bench.proposals = []
    try await remember()
  }

  func suggest(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let evalset = try currentEvalset()
    let champion = try currentVersion()
    let store = try await openStore(screen)
    let number = try await store.nextEpoch(evalset)
    let history = EpochHistory(try await store.fates(evalset, before: number))
    let progress = screen.progress()
    let optimizer = try await optimizer(epochSettings(command), on: screen, evalset: evalset)
    let reporter = reporter(progress, title: "Looking for causes")
    let suggestions = try await paying(for: command) {
      try await optimizer.suggest(champion, epoch: number, history: history, progress: reporter)
    }
    (bench.proposals, bench.proposalEpoch) = (suggestions.proposals, number)
    let notes = suggestions.notes.map { Page.Part.note($0) }
    progress.finish(Page(proposalPage().parts + notes).bundle(width: screen.width))
    return nil
  }

  func showProposals(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    proposalPage().bundle(width: screen.width)
  }

  private func proposalPage() -> Page {
    guard !bench.proposals.isEmpty, let space = bench.version?.space else {
      return Page([.text("No proposals wait; suggest makes some.")])
    }
    return Pictures.cards(of: bench.proposals, in: space)
  }

  private func chosen(_ command: Command) throws -> [Proposal] {
    try (command.integers("proposals") ?? []).map { number in
      guard let proposal = bench.proposals.first(where: { $0.number == number }) else {
        throw SessionError.unknownProposal(number, count: bench.proposals.last?.number ?? 0)
      }
      return proposal
    }
  }

  func accept(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let proposals = try chosen(command)
    let champion = try currentVersion()
    let progress = screen.progress()
    let optimizer = try await optimizer(epochSettings(command), on: screen, evalset: try currentEvalset())
    let (epoch, reporter) = (bench.proposalEpoch, reporter(progress, title: "Measuring"))
    let report = try await paying(for: command) {
      try await optimizer.accept(proposals, into: champion, epoch: epoch, progress: reporter)
    }
    try await adopt(report.version)
    progress.finish(Pictures.page(of: report).bundle(width: screen.width))
    return nil
  }

  func reject(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let proposals = try chosen(command)
    try await optimizer(epochSettings(command), on: screen, evalset: try currentEvalset())
      .reject(proposals, epoch: bench.proposalEpoch, because: command.text("reason") ?? "")
    let numbers = Set(proposals.map(\.number))
    bench.proposals.removeAll { numbers.contains($0.number) }
    let left = bench.proposals.count
    return Page([.text("Turned down; \(counted(left, "proposal")) left.")]).bundle(width: screen.width)
  }

  func edit(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let number = command.int("proposal") ?? 0
    guard let index = bench.proposals.firstIndex(where: { $0.number == number }) else {
      throw SessionError.unknownProposal(number, count: bench.proposals.last?.number ?? 0)
    }
    let text = command.text("text") ?? ""
    guard bench.proposals[index].patches.count == 1, var patch = bench.proposals[index].patches.first else {
      throw SessionError.notEditable
    }
    switch patch.payload {
    case .word: patch.payload = .word(text)
    case .text: patch.payload = .text(text)
    case .line(_, let section): patch.payload = .line(text, section: section)
    default: throw SessionError.notEditable
    }
    _ = try patch.apply(to: try currentVersion().space)
    bench.proposals[index].patches = [patch]
    return Pictures.cards(of: [bench.proposals[index]], in: try currentVersion().space).bundle(width: screen.width)
  }

  func revert(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let version = try await version(command, "version")
    bench.version = version
    bench.proposals = []
    try await remember()
    return Page([.text("\(version.name) is the space now.")]).bundle(width: screen.width)
  }

  func certify(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let champion = try await version(command, "version")
    guard let start = bench.start else { throw SessionError.noStart }
    let progress = screen.progress()
    let samples = command.isGiven("samples") ? command.int("samples") : nil
    let optimizer = try await optimizer(epochSettings(command), on: screen, evalset: try currentEvalset())
    let reporter = reporter(progress, title: "Certifying")
    let certificate = try await paying(for: command) {
      try await optimizer.certify(champion, against: start, samples: samples, progress: reporter)
    }
    progress.finish(
      Pictures.page(of: certificate, champion: champion.name, start: start.name).bundle(width: screen.width))
    return nil
  }
}

extension Condition {
  var text: String { metric + comparator.rawValue + fixed(bound, 3) }
}
