/// `value` with exactly `digits` decimals, rounded half away from zero; words for values that are not finite.
package func fixed(_ value: Double, _ digits: Int) -> String {
  guard value.isFinite else { return value.isNaN ? "nan" : (value < 0 ? "-inf" : "inf") }
  var scale = 1.0
  for _ in 0..<max(0, digits) { scale *= 10 }
  let scaled = (abs(value) * scale).rounded()
  guard scaled < 9e15 else { return "\(value)" }
  let whole = Int(scaled)
  let unit = Int(scale)
  let sign = value < 0 && whole > 0 ? "-" : ""
  guard digits > 0 else { return sign + String(whole) }
  let fraction = String(whole % unit)
  return sign + String(whole / unit) + "." + String(repeating: "0", count: digits - fraction.count) + fraction
}

/// A share as a percentage with one decimal: `0.8125` is `81.3 %`.
package func percent(_ share: Double) -> String { fixed(share * 100, 1) + " %" }

/// A count with its digits in groups of three: `12,345`.
package func grouped(_ count: Int) -> String {
  var text = ""
  let digits = String(count.magnitude)
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return count < 0 ? "-" + text : text
}
