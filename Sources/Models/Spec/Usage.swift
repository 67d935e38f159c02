/// Tokens that a call used.
package struct Usage: Sendable, Hashable {
  /// All of the prompt, also what came from the server's own cache.
  package var promptTokens: Int
  /// What of the prompt came from the server's own cache.
  package var cachedTokens: Int
  package var completionTokens: Int
  /// The server did not say: counted from the texts.
  package var isEstimate: Bool

  package static let none = Usage()

  package init(promptTokens: Int = 0, cachedTokens: Int = 0, completionTokens: Int = 0, isEstimate: Bool = false) {
    self.promptTokens = max(0, promptTokens)
    self.cachedTokens = min(max(0, cachedTokens), self.promptTokens)
    self.completionTokens = max(0, completionTokens)
    self.isEstimate = isEstimate
  }

  package var tokens: Int { sum(promptTokens, completionTokens) }

  package static func + (left: Usage, right: Usage) -> Usage {
    Usage(
      promptTokens: sum(left.promptTokens, right.promptTokens),
      cachedTokens: sum(left.cachedTokens, right.cachedTokens),
      completionTokens: sum(left.completionTokens, right.completionTokens),
      isEstimate: left.isEstimate || right.isEstimate)
  }

  /// About as many tokens as most tokenizers find in `text`: a token for four bytes.
  package static func tokens(in text: String) -> Int { (text.utf8.count + 3) / 4 }
}

/// What a million tokens cost at an endpoint.
package struct Prices: Sendable, Hashable {
  package var input: Money
  /// For prompt tokens from the server's own cache.
  package var cachedInput: Money
  package var output: Money

  package init(input: Money, cachedInput: Money? = nil, output: Money) {
    self.input = input
    self.cachedInput = cachedInput ?? input
    self.output = output
  }

  /// The price of a call, rounded up to a billionth of a dollar.
  package func cost(of usage: Usage) -> Money {
    Self.cost(usage.promptTokens - usage.cachedTokens, input) + Self.cost(usage.cachedTokens, cachedInput)
      + Self.cost(usage.completionTokens, output)
  }

  private static func cost(_ tokens: Int, _ million: Money) -> Money {
    guard tokens > 0, million > .zero else { return .zero }
    let (high, low) = tokens.multipliedFullWidth(by: million.nanodollars)
    guard high < 1_000_000 else { return Money(nanodollars: .max) }
    let (quotient, remainder) = 1_000_000.dividingFullWidth((high, low))
    return Money(nanodollars: sum(quotient, remainder > 0 ? 1 : 0))
  }
}
