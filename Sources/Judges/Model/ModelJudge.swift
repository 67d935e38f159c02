internal import Basics
package import Models
package import Systems
package import Warehouses

/// A question about an answer, put to a language model.
///
/// What goes wrong on the way to a verdict is an error with its reason, never a no. The model is expected to give JSON
/// where JSON is asked for, as ``StructuredModel`` does.
package struct ModelJudge: Judge {
  package let template: JudgeTemplate
  private let model: any ChatModel
  private let polling: Polling

  package init(_ template: JudgeTemplate, model: any ChatModel, polling: Polling = Polling()) {
    self.template = template
    self.model = model
    self.polling = polling
  }

  package var name: String { template.name }
  package var summary: String { template.summary }
  package var node: Span.Node { template.node }
  package var reads: Trace.Parts { template.reads }

  package func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    if let unavailable = unavailable(trace) { return unavailable }
    let material = JudgedMaterial(trace: trace, expectation: expectation)
    let (made, missing) = JudgeConversation.make(template, material)
    guard let conversation = made else {
      return verdict(.notApplicable, missing?.absence ?? "There is nothing to judge.")
    }
    var votes: [Vote] = []
    var bill = Bill()
    for sample in 0..<polling.samples {
      for inOtherOrder in template.isPairwise ? [false, true] : [false] {
        let request = ChatRequest(
          conversation.messages(inOtherOrder: inOtherOrder), sampling: polling.sampling(sample),
          format: conversation.format, sample: sample)
        do throws(ModelFailure) {
          let reply = try await model.reply(to: request)
          bill.add(reply)
          votes.append(Vote(reply, template.choices, inOtherOrder: inOtherOrder, model: model.name))
        } catch {
          bill.add(error)
          votes.append(Vote(error))
        }
      }
    }
    let ballot = Ballot(votes)
    return verdict(
      ballot.ruling, reason: ballot.reason, ballot.rationale,
      evidence: (ballot.counts.isEmpty ? [] : [ballot.counts]) + [bill.line(model.name)])
  }
}

/// What a verdict took.
private struct Bill {
  var tokens = 0
  var cost = Money.zero
  var asks = 0
  var kept = 0

  mutating func add(_ reply: ChatReply) {
    asks += 1
    guard !reply.isKept else {
      kept += 1
      return
    }
    tokens += reply.usage.tokens
    cost += reply.cost
  }

  mutating func add(_ failure: ModelFailure) {
    asks += 1
    tokens += failure.spent.tokens
  }

  func line(_ model: String) -> String {
    if kept == asks { return "\(model): kept from before, free" }
    let money = cost > .zero ? ", \(cost)" : ""
    return "\(model): \(grouped(tokens)) tokens\(money)" + (kept > 0 ? ", \(kept) of \(asks) kept from before" : "")
  }
}
