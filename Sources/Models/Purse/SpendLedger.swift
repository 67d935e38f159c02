/// Where spending is written down, so that caps hold across sessions.
package protocol SpendLedger: Sendable {
  /// Adds what a call used; it is safe when this returns.
  func enter(_ used: Spend, for role: ModelRole) async throws(CacheError)
}
