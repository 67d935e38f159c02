internal import Basics
internal import Displays
internal import Judges
internal import Models
internal import Store
internal import Systems
internal import Warehouses

/// Judges in the order they were asked for: those that compute side by side with those that wait for a model.
struct JudgePanel: Sendable {
  private let computing: Rescoring
  private let asking: Rescoring
  /// Where the judges of each stand among all.
  private let places: (computing: [Int], asking: [Int])

  /// Models decide by themselves how many calls they bear at once.
  private static let width = 64

  init(_ judges: [any Judge], on warehouse: any Warehouse) async throws {
    let asks = judges.map { $0 is ModelJudge }
    places = (judges.indices.filter { !asks[$0] }, judges.indices.filter { asks[$0] })
    computing = try await Rescoring(places.computing.map { judges[$0] }, on: warehouse)
    asking = try await Rescoring(places.asking.map { judges[$0] }, on: warehouse, width: Self.width, part: 1)
  }

  var asksModel: Bool { !places.asking.isEmpty }
  var reads: Trace.Parts { computing.reads.union(asking.reads) }

  func verdicts<Source: Sendable>(
    on sources: [Source], progress: @escaping @Sendable (Int) -> Void,
    _ item: @escaping @Sendable (Source) -> Rescoring.Item
  ) async -> [[Verdict]] {
    async let computed = computing.verdicts(on: sources, progress: asksModel ? nil : progress, item)
    guard asksModel else { return await computed }
    let asked = await asking.verdicts(on: sources, progress: progress, item)
    return zip(await computed, asked).map { computed, asked in
      var row = Array<Verdict?>(repeating: nil, count: computed.count + asked.count)
      for (place, verdict) in zip(places.computing, computed) { row[place] = verdict }
      for (place, verdict) in zip(places.asking, asked) { row[place] = verdict }
      return row.compactMap { $0 }
    }
  }
}

extension StoredJudge {
  /// What its model is asked; `nil` where it asks none, or its text makes no sense.
  var template: JudgeTemplate? {
    switch kind {
    case .llm: (try? JudgePrompt(expression)).map { JudgeTemplate(custom: name, $0) }
    case .guideline: .followsGuideline(expression, name: name)
    case .sql, .uses, .rows, .fresh: nil
    }
  }
}

extension Session {
  func modelJudge(_ template: JudgeTemplate?, _ name: String, _ samples: Int) throws -> any Judge {
    guard let template else {
      throw SessionError.judge(
        problem: "what \(name) asks cannot be read", hint: "add judge \(name) makes it anew", at: ["with", "name"])
    }
    guard let model = bench.chatModel(for: .judge) else {
      throw SessionError.judge(
        problem: "\(name) needs a model to ask", hint: "use model NAME url=https://host/v1 role=judge names one",
        at: ["with", "name"])
    }
    return ModelJudge(template, model: model, polling: Polling(samples: samples, seed: bench.settings.seed))
  }

  func checkPrompt(_ kind: StoredJudge.Kind, _ text: String) throws {
    guard kind == .llm else {
      guard JudgeTemplate.followsGuideline(text, name: "") != nil else {
        throw SessionError.judge(problem: "the guideline is empty", hint: "help add judge", at: ["what"])
      }
      return
    }
    do throws(JudgePromptError) { _ = try JudgePrompt(text) } catch {
      throw SessionError.judge(problem: error.message, hint: JudgePromptError.hint, at: ["what"])
    }
  }

  /// What models were asked while judging, and why some answers have no verdict.
  func modelNotes(_ scored: Scored, _ judges: [any Judge], since before: Spend) -> [String] {
    var notes = [spendSentence(.judge, since: before, kept: "every verdict was")]
    for place in judges.indices where judges[place] is ModelJudge {
      let errors = scored.answers.compactMap { answer in
        answer.verdicts.indices.contains(place) && answer.verdicts[place].ruling == .error
          ? answer.verdicts[place].rationale : nil
      }
      if let first = errors.first { notes.append("\(judges[place].name), \(counted(errors.count, "error")): \(first)") }
    }
    return notes
  }
}
