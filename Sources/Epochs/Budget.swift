internal import Platform

/// Caps on what may be spent; `nil` is no cap.
package struct BudgetCaps: Sendable, Hashable {
  /// Questions put to the system; recorded answers are free.
  package var questions: Int?
  /// US dollars.
  package var dollars: Double?

  package init(questions: Int? = nil, dollars: Double? = nil) {
    self.questions = questions
    self.dollars = dollars
  }
}

/// What was spent, or is about to be.
package struct Spending: Sendable, Hashable {
  package var questions: Int
  package var dollars: Double

  package init(questions: Int = 0, dollars: Double = 0) {
    self.questions = questions
    self.dollars = dollars
  }
}

/// Keeps spending under its caps: the worst case is reserved first, and what was not used is given back.
package final class Budget: Sendable {
  private struct State {
    var caps: BudgetCaps
    var reserved = Spending()
    var spent = Spending()
  }

  private let state: Guarded<State>

  package init(_ caps: BudgetCaps = BudgetCaps(), spent: Spending = Spending()) {
    state = Guarded(State(caps: caps, spent: spent))
  }

  package var caps: BudgetCaps { state.withLock { $0.caps } }
  package var spent: Spending { state.withLock { $0.spent } }

  package func setCaps(_ caps: BudgetCaps) { state.withLock { $0.caps = caps } }

  /// Sets the worst case aside, or refuses without a trace.
  package func reserve(_ worst: Spending) throws(OptimizerError) {
    let refusal: OptimizerError? = state.withLock { state in
      let questions = state.spent.questions + state.reserved.questions + worst.questions
      if let cap = state.caps.questions, questions > cap {
        return .overBudget(
          what: .questions, needed: Double(worst.questions), left: Double(cap - (questions - worst.questions)))
      }
      let dollars = state.spent.dollars + state.reserved.dollars + worst.dollars
      if let cap = state.caps.dollars, dollars > cap {
        return .overBudget(
          what: .dollars, needed: worst.dollars, left: cap - state.spent.dollars - state.reserved.dollars)
      }
      state.reserved.questions += worst.questions
      state.reserved.dollars += worst.dollars
      return nil
    }
    if let refusal { throw refusal }
  }

  /// Ends a reservation with what was really used.
  package func settle(_ worst: Spending, used: Spending) {
    state.withLock { state in
      state.reserved.questions -= worst.questions
      state.reserved.dollars -= worst.dollars
      state.spent.questions += used.questions
      state.spent.dollars += used.dollars
    }
  }
}
