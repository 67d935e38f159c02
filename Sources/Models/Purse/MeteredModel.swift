/// A chat model that pays from a purse: the worst case of a call is reserved before it is made.
package final class MeteredModel: ChatModel {
  private let base: any ChatModel
  private let spec: ModelSpec
  private let role: ModelRole
  private let purse: any Purse
  private let ledger: (any SpendLedger)?
  /// How often a broken answer, for which the server may charge, is paid for anew.
  private let secondTries: Int

  package init(
    _ base: any ChatModel, spec: ModelSpec, role: ModelRole, purse: any Purse, ledger: (any SpendLedger)? = nil,
    secondTries: Int = 1
  ) {
    self.base = base
    self.spec = spec
    self.role = role
    self.purse = purse
    self.ledger = ledger
    self.secondTries = secondTries
  }

  package var name: String { base.name }

  package func reply(
    to request: ChatRequest, watch: (@Sendable (ChatDelta) -> Void)?
  ) async throws(ModelFailure) -> ChatReply {
    var wasted = Usage.none
    var tries = 0
    while true {
      tries += 1
      do throws(ModelFailure) {
        var reply = try await payFor(request, watch)
        reply.usage = reply.usage + wasted
        reply.cost = reply.cost + cost(of: wasted)
        return reply
      } catch {
        var failure = error
        guard case .cutStream = failure.reason, tries <= secondTries, !Task.isCancelled else {
          failure.spent = failure.spent + wasted
          throw failure
        }
        wasted = wasted + failure.spent
        watch?(.restart)
      }
    }
  }

  private func payFor(
    _ request: ChatRequest, _ watch: (@Sendable (ChatDelta) -> Void)?
  ) async throws(ModelFailure) -> ChatReply {
    let worst = worstCase(of: request)
    do { try purse.reserve(worst, for: role) } catch {
      throw ModelFailure(name, .overBudget(error), attempts: 0)
    }
    var reply: ChatReply
    do throws(ModelFailure) {
      reply = try await base.reply(to: request, watch: watch)
    } catch {
      let calls = error.spent == .none ? 0 : 1
      let used = Spend(calls: calls, tokens: error.spent.tokens, money: cost(of: error.spent))
      if calls > 0 { try? await ledger?.enter(used, for: role) }
      purse.settle(worst, used: used, for: role)
      throw error
    }
    reply.cost = cost(of: reply.usage)
    let used = Spend(calls: 1, tokens: reply.usage.tokens, money: reply.cost)
    defer { purse.settle(worst, used: used, for: role) }
    do throws(CacheError) { try await ledger?.enter(used, for: role) } catch {
      throw ModelFailure(name, .notKept(error.reason), spent: reply.usage, attempts: reply.attempts)
    }
    return reply
  }

  /// More tokens than the estimate may be counted: a third is added.
  private func worstCase(of request: ChatRequest) -> Spend {
    let prompt = request.estimatedTokens
    let usage = Usage(
      promptTokens: sum(prompt, prompt / 3), completionTokens: request.sampling.maxTokens ?? spec.limits.replyTokens)
    return Spend(calls: 1, tokens: usage.tokens, money: cost(of: usage))
  }

  private func cost(of usage: Usage) -> Money { spec.prices?.cost(of: usage) ?? .zero }
}
