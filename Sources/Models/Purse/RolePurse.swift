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

    func refusal(of worst: Spend, _ purse: SpendRefusal.Purse) -> SpendRefusal? {
      let committed = reserved + spent
      func check(_ resource: SpendRefusal.Resource, _ cap: Int?, _ committed: Int, _ needed: Int) -> SpendRefusal? {
        guard let cap, needed > 0, sum(committed, needed) > cap else { return nil }
        return SpendRefusal(resource: resource, of: purse, needed: needed, left: cap - committed)
      }
      return check(.calls, caps.calls, committed.calls, worst.calls)
        ?? check(.tokens, caps.tokens, committed.tokens, worst.tokens)
        ?? check(.money, caps.money?.nanodollars, committed.money.nanodollars, worst.money.nanodollars)
    }
  }

  /// What one piece of work may use besides the caps, and what it was refused.
  private struct Allowance {
    var account: Account
    var refusal: SpendRefusal?
    let whenOut: @Sendable () -> Void
  }

  /// An account for each role.
  private struct RoleAccounts {
    private var accounts = ModelRole.allCases.map { _ in Account() }

    subscript(role: ModelRole) -> Account {
      get { accounts[Self.place(of: role)] }
      _modify { yield &accounts[Self.place(of: role)] }
    }

    private static func place(of role: ModelRole) -> Int {
      switch role {
      case .answer: 0
      case .judge: 1
      case .propose: 2
      }
    }
  }

  private struct State {
    var total = Account()
    var roles = RoleAccounts()
    var allowance: Allowance?

    /// Whom to tell that nothing more can be paid for; `nil` while something is on its way.
    var whenOut: (@Sendable () -> Void)? {
      allowance?.refusal != nil && total.reserved.calls == 0 ? allowance?.whenOut : nil
    }

    /// Changes all accounts that a call of a role is booked on.
    mutating func change(_ role: ModelRole, _ change: (inout Account) -> Void) {
      change(&total)
      change(&roles[role])
      if var account = allowance?.account {
        change(&account)
        allowance?.account = account
      }
    }
  }

  private let state = Guarded(State())

  /// `spent` is what earlier sessions used, so that a cap holds across them.
  package init(
    _ caps: SpendCaps = SpendCaps(), roles: [ModelRole: SpendCaps] = [:], spent: [ModelRole: Spend] = [:]
  ) {
    state.withLock { state in
      state.total.caps = caps
      for role in ModelRole.allCases {
        state.roles[role].caps = roles[role] ?? SpendCaps()
        state.roles[role].spent = spent[role] ?? .none
        state.total.spent = state.total.spent + (spent[role] ?? .none)
      }
    }
  }

  /// What was used by all roles, or by one.
  package func spent(by role: ModelRole? = nil) -> Spend {
    state.withLock { state in role.map { state.roles[$0].spent } ?? state.total.spent }
  }

  /// What is set aside for calls on their way.
  package var reserved: Spend { state.withLock { $0.total.reserved } }

  /// The caps for all roles together, or for one.
  package func caps(of role: ModelRole? = nil) -> SpendCaps {
    state.withLock { state in role.map { state.roles[$0].caps } ?? state.total.caps }
  }

  /// Sets the caps for all roles together, or for one.
  package func setCaps(_ caps: SpendCaps, for role: ModelRole? = nil) {
    state.withLock { state in
      if let role { state.roles[role].caps = caps } else { state.total.caps = caps }
    }
  }

  /// Takes over what was written down of each role.
  package func setSpent(_ spent: [ModelRole: Spend]) {
    state.withLock { state in
      state.total.spent = .none
      for role in ModelRole.allCases {
        state.roles[role].spent = spent[role] ?? .none
        state.total.spent = state.total.spent + (spent[role] ?? .none)
      }
    }
  }

  // MARK: One piece of work

  /// Begins work that may use `caps` besides all other caps. After the first refusal everything is refused, and
  /// `whenOut` is called as soon as no call is on its way any more: what was begun is paid for, and is not lost.
  package func allow(_ caps: SpendCaps, whenOut: @escaping @Sendable () -> Void) {
    state.withLock { $0.allowance = Allowance(account: Account(caps: caps), refusal: nil, whenOut: whenOut) }
  }

  /// Ends the work; what it was refused, if anything.
  package func endAllowance() -> SpendRefusal? {
    state.withLock { state in
      defer { state.allowance = nil }
      return state.allowance?.refusal
    }
  }

  // MARK: Calls

  package func reserve(_ worst: Spend, for role: ModelRole) throws(SpendRefusal) {
    let (refusal, whenOut) = state.withLock { state -> (SpendRefusal?, (@Sendable () -> Void)?) in
      let known = state.allowance?.refusal
      let refusal =
        known ?? state.allowance?.account.refusal(of: worst, .work) ?? state.total.refusal(of: worst, .all)
        ?? state.roles[role].refusal(of: worst, .role(role))
      guard let refusal else {
        state.change(role) { $0.reserved = $0.reserved + worst }
        return (nil, nil)
      }
      state.allowance?.refusal = refusal
      return (refusal, known == nil ? state.whenOut : nil)
    }
    whenOut?()
    if let refusal { throw refusal }
  }

  package func settle(_ worst: Spend, used: Spend, for role: ModelRole) {
    let whenOut = state.withLock { state in
      state.change(role) { account in
        account.reserved = account.reserved - worst
        account.spent = account.spent + used
      }
      return state.whenOut
    }
    whenOut?()
  }
}
