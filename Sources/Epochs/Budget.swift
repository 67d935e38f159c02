internal import Platform

/// Caps on what may be spent; `nil` is no cap. What calls of models cost is capped where they are made.
package struct BudgetCaps: Sendable, Hashable {
  /// Questions put to the system; recorded answers are free.
  package var questions: Int?

  package init(questions: Int? = nil) { self.questions = questions }
}

/// What was spent, or is about to be.
package struct Spending: Sendable, Hashable {
  package var questions: Int

  package init(questions: Int = 0) { self.questions = questions }
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
      state.reserved.questions += worst.questions
      return nil
    }
    if let refusal { throw refusal }
  }

  /// Ends a reservation with what was really used.
  package func settle(_ worst: Spending, used: Spending) {
    state.withLock { state in
      state.reserved.questions -= worst.questions
      state.spent.questions += used.questions
    }
  }
}
