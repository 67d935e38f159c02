internal import Platform

/// Caps on what may be used up; `nil` is no cap.
package struct SpendCaps: Sendable, Hashable {
  package var calls: Int?
  package var tokens: Int?
  package var money: Money?

  package init(calls: Int? = nil, tokens: Int? = nil, money: Money? = nil) {
    self.calls = calls
    self.tokens = tokens
    self.money = money
  }
}

/// One purse for all roles, with a cap for all of them and a cap for each.
package final class RolePurse: Purse {
  private struct Account {
    var caps = SpendCaps()
    var reserved = Spend.none
    var spent = Spend.none

    func refusal(of worst: Spend, role: ModelRole?) -> SpendRefusal? {
      let committed = reserved + spent
      func check(_ resource: SpendRefusal.Resource, _ cap: Int?, _ committed: Int, _ needed: Int) -> SpendRefusal? {
        guard let cap, needed > 0, sum(committed, needed) > cap else { return nil }
        return SpendRefusal(resource: resource, role: role, needed: needed, left: cap - committed)
      }
      return check(.calls, caps.calls, committed.calls, worst.calls)
        ?? check(.tokens, caps.tokens, committed.tokens, worst.tokens)
        ?? check(.money, caps.money?.nanodollars, committed.money.nanodollars, worst.money.nanodollars)
    }
  }

  private struct State {
    var total = Account()
    var roles: [ModelRole: Account] = [:]
  }

  private let state = Guarded(State())

  /// `spent` is what earlier sessions used, so that a cap holds across them.
  package init(
    _ caps: SpendCaps = SpendCaps(), roles: [ModelRole: SpendCaps] = [:], spent: [ModelRole: Spend] = [:]
  ) {
    state.withLock { state in
      state.total.caps = caps
      for role in ModelRole.allCases {
        state.roles[role, default: Account()].caps = roles[role] ?? SpendCaps()
        state.roles[role, default: Account()].spent = spent[role] ?? .none
        state.total.spent = state.total.spent + (spent[role] ?? .none)
      }
    }
  }

  /// What was used by all roles, or by one.
  package func spent(by role: ModelRole? = nil) -> Spend {
    state.withLock { state in role.map { state.roles[$0]?.spent ?? .none } ?? state.total.spent }
  }

  /// What is set aside for calls on their way.
  package var reserved: Spend { state.withLock { $0.total.reserved } }

  /// The caps for all roles together, or for one.
  package func caps(of role: ModelRole? = nil) -> SpendCaps {
    state.withLock { state in role.map { state.roles[$0]?.caps ?? SpendCaps() } ?? state.total.caps }
  }

  /// Sets the caps for all roles together, or for one.
  package func setCaps(_ caps: SpendCaps, for role: ModelRole? = nil) {
    state.withLock { state in
      if let role { state.roles[role, default: Account()].caps = caps } else { state.total.caps = caps }
    }
  }

  package func reserve(_ worst: Spend, for role: ModelRole) throws(SpendRefusal) {
    let refusal = state.withLock { state -> SpendRefusal? in
      let refusal =
        state.total.refusal(of: worst, role: nil)
        ?? state.roles[role, default: Account()].refusal(of: worst, role: role)
      guard refusal == nil else { return refusal }
      state.total.reserved = state.total.reserved + worst
      state.roles[role, default: Account()].reserved = state.roles[role, default: Account()].reserved + worst
      return nil
    }
    if let refusal { throw refusal }
  }

  package func settle(_ worst: Spend, used: Spend, for role: ModelRole) {
    state.withLock { state in
      state.total.reserved = state.total.reserved - worst
      state.total.spent = state.total.spent + used
      var account = state.roles[role, default: Account()]
      account.reserved = account.reserved - worst
      account.spent = account.spent + used
      state.roles[role] = account
    }
  }
}
