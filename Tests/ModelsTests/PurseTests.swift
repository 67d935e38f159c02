import Basics
import Models
import Platform
import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    (0, "$0.00"), (1_250_000_000, "$1.25"), (-1_250_000_000, "-$1.25"), (12_340_000, "$0.0123"), (1_500, "$0.000002"),
    (150_000, "$0.000150"),
  ])
  func isShown(_ nanodollars: Int, _ text: String) {
    #expect(Money(nanodollars: nanodollars).description == text)
  }

  @Test func neverTraps() {
    let most = Money(nanodollars: .max)
    #expect(most + most == most)
    #expect(Money(nanodollars: .min) - most == Money(nanodollars: .min))
    #expect(Money(dollars: .infinity) > .zero)
    #expect(Money(dollars: .nan) == .zero)
    let prices = Prices(input: most, output: most)
    #expect(prices.cost(of: Usage(promptTokens: .max, completionTokens: .max)) == most)
  }

  @Test func pricesAreExact() {
    let prices = Prices(input: Money(dollars: 0.15), cachedInput: Money(dollars: 0.075), output: Money(dollars: 0.6))
    let usage = Usage(promptTokens: 1000, cachedTokens: 400, completionTokens: 200)
    #expect(prices.cost(of: usage) == Money(nanodollars: 600 * 150 + 400 * 75 + 200 * 600))
    #expect(Prices(input: Money(dollars: 0.0001), output: .zero).cost(of: Usage(promptTokens: 1)).nanodollars == 1)
  }
}

@Suite(.timeLimit(.minutes(10))) struct PurseTests {
  private let spec = {
    var spec = ModelSpec(name: "m", url: "https://h/v1", model: "x")
    spec.prices = Prices(input: Money(dollars: 1), output: Money(dollars: 2))
    spec.limits.replyTokens = 100
    return spec
  }()

  @Test func capsHoldForAllAndForEach() throws {
    let purse = RolePurse(SpendCaps(money: Money(dollars: 1)), roles: [.judge: SpendCaps(calls: 1)])
    try purse.reserve(Spend(calls: 1, money: Money(dollars: 0.6)), for: .judge)
    #expect(throws: SpendRefusal(resource: .calls, of: .role(.judge), needed: 1, left: 0)) {
      try purse.reserve(Spend(calls: 1), for: .judge)
    }
    #expect(throws: SpendRefusal(resource: .money, of: .all, needed: 500_000_000, left: 400_000_000)) {
      try purse.reserve(Spend(calls: 1, money: Money(dollars: 0.5)), for: .answer)
    }
    purse.settle(
      Spend(calls: 1, money: Money(dollars: 0.6)), used: Spend(calls: 1, tokens: 5, money: Money(dollars: 0.1)),
      for: .judge)
    try purse.reserve(Spend(calls: 1, money: Money(dollars: 0.9)), for: .answer)
    #expect(purse.spent(by: .judge) == Spend(calls: 1, tokens: 5, money: Money(dollars: 0.1)))
    #expect(purse.spent() == purse.spent(by: .judge))
    #expect(purse.spent(by: .answer) == .none)
  }

  @Test func earlierSpendingCounts() {
    let purse = RolePurse(SpendCaps(tokens: 10), spent: [.answer: Spend(tokens: 8)])
    #expect(throws: SpendRefusal.self) { try purse.reserve(Spend(tokens: 3), for: .propose) }
  }

  @Test func workThatIsRefusedOnceGetsNoMoreAndEndsWhenTheRestIsPaid() throws {
    let purse = RolePurse()
    let ends = Guarded(0)
    let (cent, dime) = (Money(dollars: 0.01), Money(dollars: 0.1))
    purse.allow(SpendCaps(money: dime)) { ends.withLock { $0 += 1 } }
    try purse.reserve(Spend(calls: 1, money: dime), for: .answer)
    let refusal = SpendRefusal(resource: .money, of: .work, needed: cent.nanodollars, left: 0)
    #expect(throws: refusal) { try purse.reserve(Spend(calls: 1, money: cent), for: .judge) }
    #expect(ends.withLock { $0 } == 0)
    purse.settle(Spend(calls: 1, money: dime), used: Spend(calls: 1, tokens: 9, money: cent), for: .answer)
    #expect(ends.withLock { $0 } == 1)
    // There would be room again, but what was left out before cannot be made good.
    #expect(throws: refusal) { try purse.reserve(Spend(calls: 1, money: cent), for: .judge) }
    #expect(purse.endAllowance() == refusal)
    try purse.reserve(Spend(calls: 1, money: dime), for: .answer)
    #expect(purse.spent() == Spend(calls: 1, tokens: 9, money: cent))
    #expect("\(refusal)" == "The budget of this command has $0.00 left, and this call may cost $0.0100.")
  }

  @Test func workMayNotGoOverTheCapsOfAllEither() throws {
    let purse = RolePurse(SpendCaps(calls: 1))
    let ends = Guarded(0)
    purse.allow(SpendCaps()) { ends.withLock { $0 += 1 } }
    #expect(throws: SpendRefusal.self) { try purse.reserve(Spend(calls: 2), for: .answer) }
    #expect(ends.withLock { $0 } == 1)
    #expect(purse.endAllowance()?.purse == .all)
    #expect(purse.endAllowance() == nil)
  }

  @Test func theWorstCaseIsReservedAndWhatWasUsedIsPaid() async throws {
    let purse = RolePurse()
    let base = ScriptedModel { _, _ in
      #expect(purse.reserved == Spend(calls: 1, tokens: 112, money: Money(nanodollars: 12 * 1000 + 100 * 2000)))
      return .reply(ChatReply(text: "a", usage: Usage(promptTokens: 10, completionTokens: 5)))
    }
    let model = MeteredModel(base, spec: spec, role: .answer, purse: purse)
    let reply = try await model.reply(to: ChatRequest("12345678"))
    #expect(reply.cost == Money(nanodollars: 20_000))
    #expect(purse.reserved == .none)
    #expect(purse.spent(by: .answer) == Spend(calls: 1, tokens: 15, money: reply.cost))
  }

  @Test func whatDoesNotFitIsRefusedWithASentence() async throws {
    let purse = RolePurse(SpendCaps(money: Money(nanodollars: 1000)))
    let base = ScriptedModel(table: [], otherwise: "a")
    let model = MeteredModel(base, spec: spec, role: .judge, purse: purse)
    let found = try #require(
      await failure(of: model, ChatRequest("q")))
    #expect(
      "\(found)"
        == "m: The budget has $0.000001 left, and this call may cost $0.000210.".replacing("m:", with: "scripted:"))
    #expect(base.requests.isEmpty)
  }

  @Test func aBrokenAnswerIsPaidForAndAskedOnceMore() async throws {
    let purse = RolePurse()
    let base = ScriptedModel { _, number in
      number == 1
        ? .failure(.cutStream(received: 3))
        : .reply(ChatReply(text: "a", usage: Usage(promptTokens: 1, completionTokens: 1)))
    }
    let model = MeteredModel(base, spec: spec, role: .answer, purse: purse)
    #expect(try await model.reply(to: ChatRequest("q")).text == "a")
    #expect(base.requests.count == 2)
    #expect(purse.reserved == .none)
    let never = MeteredModel(
      ScriptedModel { _, _ in .failure(.cutStream(received: 3)) }, spec: spec, role: .answer, purse: purse)
    #expect(await failure(of: never, ChatRequest("q")) != nil)
    #expect(purse.reserved == .none)
  }
}
