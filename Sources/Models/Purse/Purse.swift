/// What a model is asked for; each may be another model, and what each spends is counted apart.
package enum ModelRole: String, Sendable, Hashable, CaseIterable {
  /// Answers the questions under test.
  case answer
  /// Judges answers.
  case judge
  /// Proposes changes.
  case propose
}

/// What calls use up.
package struct Spend: Sendable, Hashable {
  package var calls: Int
  package var tokens: Int
  package var money: Money

  package static let none = Spend()

  package init(calls: Int = 0, tokens: Int = 0, money: Money = .zero) {
    self.calls = calls
    self.tokens = tokens
    self.money = money
  }

  package static func + (left: Spend, right: Spend) -> Spend {
    Spend(
      calls: sum(left.calls, right.calls), tokens: sum(left.tokens, right.tokens), money: left.money + right.money)
  }

  package static func - (left: Spend, right: Spend) -> Spend {
    Spend(
      calls: left.calls - right.calls, tokens: left.tokens - right.tokens, money: left.money - right.money)
  }
}

/// Where the means for calls come from: the worst case is set aside first, and what was not used goes back.
package protocol Purse: Sendable {
  /// Sets the worst case aside, or refuses without a trace.
  func reserve(_ worst: Spend, for role: ModelRole) throws(SpendRefusal)

  /// Ends a reservation with what was really used, which may be more.
  func settle(_ worst: Spend, used: Spend, for role: ModelRole)
}

/// Why a call is not made: it may cost more than is left.
package struct SpendRefusal: Error, Sendable, Hashable {
  package enum Resource: Sendable, Hashable { case calls, tokens, money }

  /// Whose cap is meant.
  package enum Purse: Sendable, Hashable {
    case all
    case role(ModelRole)
    /// One piece of work's own.
    case work
  }

  package var resource: Resource
  package var purse: Purse
  /// In calls, tokens or billionths of a dollar.
  package var needed: Int
  package var left: Int

  package init(resource: Resource, of purse: Purse, needed: Int, left: Int) {
    self.resource = resource
    self.purse = purse
    self.needed = needed
    self.left = left
  }
}
