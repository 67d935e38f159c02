internal import Basics

extension SpendRefusal: CustomStringConvertible {
  /// One sentence for a user.
  package var description: String {
    let whose =
      switch purse {
      case .all: "The budget"
      case .role(let role): "The budget for the role \(role.rawValue)"
      case .work: "The budget of this command"
      }
    let left = max(0, left)
    return switch resource {
    case .calls: "\(whose) has \(grouped(left)) model calls left, and this needs \(grouped(needed))."
    case .tokens: "\(whose) has \(grouped(left)) tokens left, and this call may use \(grouped(needed))."
    case .money:
      "\(whose) has \(Money(nanodollars: left)) left, and this call may cost \(Money(nanodollars: needed))."
    }
  }
}
