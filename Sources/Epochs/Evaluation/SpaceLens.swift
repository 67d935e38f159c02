internal import Basics
internal import Platform
package import Systems

/// A system prepared under one space, and what it sees of that space for each question.
package final class SpaceLens: Sendable {
  package let system: any PreparedSystem
  private let width: Int
  private let known = Guarded<[String: SystemInput]>([:])

  init(_ system: any PreparedSystem, width: Int) {
    self.system = system
    self.width = width
  }

  /// The inputs of `questions`, by id; each is computed once.
  package func inputs(_ questions: [Question]) async throws(OptimizerError) -> [String: SystemInput] {
    let have = known.withLock { $0 }
    let missing = questions.filter { have[$0.id] == nil }
    guard !missing.isEmpty else { return have }
    let size = max(1, (missing.count + width - 1) / width)
    let found = await withTaskGroup(of: [(String, SystemInput)].self) { group in
      for start in stride(from: 0, to: missing.count, by: size) {
        let part = missing[start..<min(missing.count, start + size)]
        group.addTask {
          var inputs: [(String, SystemInput)] = []
          for question in part where !Task.isCancelled {
            let ask = Ask(id: question.id, text: question.text, context: question.context)
            inputs.append((question.id, await self.system.input(for: ask)))
          }
          return inputs
        }
      }
      var found: [(String, SystemInput)] = []
      for await part in group { found += part }
      return found
    }
    guard !Task.isCancelled else { throw .cancelled }
    return known.withLock { inputs in
      for (id, input) in found { inputs[id] = input }
      return inputs
    }
  }
}

extension Evaluator {
  /// The questions whose input differs between two spaces: exactly those that the difference can affect.
  package func affected(
    _ questions: [Question], from champion: SpaceLens, to challenger: SpaceLens
  ) async throws(OptimizerError) -> [Question] {
    let before = try await champion.inputs(questions)
    let after = try await challenger.inputs(questions)
    return questions.filter { before[$0.id]?.fingerprint != after[$0.id]?.fingerprint }
  }
}
