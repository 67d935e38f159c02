extension Duration {
  /// Whole microseconds, for a span.
  var microseconds: Int {
    let (seconds, attoseconds) = components
    return Int(clamping: seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
  }
}
