extension ValueKind {
  /// The value that `text` means for this kind, or `nil` where it means none.
  package func value(of text: String) -> Value? {
    switch self {
    case .file(let extensions): kept(text) { acceptsFile($0, extensions) }
    case .space(let extensions): kept(text) { isSpaceAddress($0) || !extensions.isEmpty && acceptsFile($0, extensions) }
    case .path, .text, .sql, .command, .named: kept(text) { !$0.isEmpty }
    case .name: kept(text, where: isName)
    case .choice(let words): words.first { $0 == text.lowercased() }.map(Value.text)
    case .choices(let words): readChoices(text, among: words).map(Value.list)
    case .integer(let range): readWholeNumber(text).flatMap { range.contains($0) ? $0 : nil }.map(Value.integer)
    case .number: readDecimal(text).map(Value.number)
    case .ratio: readRatio(text)
    case .money: readMoney(text).map(Value.money)
    case .prices: readPrices(text).map(Value.integers)
    case .url: kept(text, where: isURL)
    case .variable: readVariable(text).map(Value.text)
    case .duration: readSeconds(text).map(Value.duration)
    case .condition: readCondition(text).map(Value.condition)
    case .flag: readFlag(text).map(Value.flag)
    case .names: readItems(text).map(Value.list)
    case .proposals: readNumbers(text).map(Value.integers)
    case .version: readVersion(text).map(Value.text)
    }
  }
}

private func kept(_ text: String, where accepts: (String) -> Bool) -> Value? { accepts(text) ? .text(text) : nil }

private func acceptsFile(_ text: String, _ extensions: [String]) -> Bool {
  !text.isEmpty && (extensions.isEmpty || extensions.contains { text.lowercased().hasSuffix("." + $0) })
}

private func isSpaceAddress(_ text: String) -> Bool {
  let id = text.utf8.dropFirst("genie:".utf8.count)
  return text.hasPrefix("genie:") && !id.isEmpty && id.allSatisfy { $0.isNamePart || $0 == UInt8(ascii: "-") }
}

private func isName(_ text: String) -> Bool {
  guard let first = text.utf8.first else { return false }
  guard first.isNameStart || first.isDigit || first >= 0x80 else { return false }
  return text.utf8.allSatisfy { $0.isNamePart || $0 >= 0x80 || $0 == UInt8(ascii: ".") }
}

/// The parts of a list; none may be empty.
private func readItems(_ text: String) -> [String]? {
  let parts = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
    trimmed(String(decoding: $0, as: UTF8.self))
  }
  return parts.contains("") ? nil : parts
}

private func readChoices(_ text: String, among words: [String]) -> [String]? {
  guard let chosen = readItems(text.lowercased()), chosen.allSatisfy(words.contains) else { return nil }
  return chosen
}

/// A whole number; digits may be grouped with `_`.
private func readWholeNumber(_ text: String) -> Int? {
  let bytes = text.utf8.filter { $0 != UInt8(ascii: "_") }
  let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
  guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
  return Int(String(decoding: bytes, as: UTF8.self))
}

/// A plain decimal number; `%` divides by a hundred.
private func readDecimal(_ text: String) -> Double? {
  if text.hasSuffix("%") { return readDecimal(trimmed(String(text.dropLast()))).map { $0 / 100 } }
  let digits = text.hasPrefix("-") ? text.utf8.dropFirst() : text.utf8[...]
  guard digits.contains(where: \.isDigit), digits.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }),
    digits.count(where: { $0 == UInt8(ascii: ".") }) <= 1, digits.count <= 300
  else { return nil }
  return Double(text)
}

private func readRatio(_ text: String) -> Value? {
  let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
    readDecimal(String(decoding: $0, as: UTF8.self))
  }
  guard parts.count == 3, let first = parts[0], let second = parts[1], let third = parts[2] else { return nil }
  let whole = first + second + third
  guard first > 0, second >= 0, third >= 0, whole > 0, whole.isFinite else { return nil }
  return .ratio(first / whole, second / whole, third / whole)
}

private func readMoney(_ text: String) -> Int? {
  var text = text
  if text.hasPrefix("$") { text.removeFirst() } else if text.hasSuffix("$") { text.removeLast() }
  guard !text.hasSuffix("%"), let dollars = readDecimal(text), dollars >= 0 else { return nil }
  return Int(exactly: (dollars * 1_000_000).rounded())
}

/// Two amounts in millionths of a dollar; one counts for both.
private func readPrices(_ text: String) -> [Int]? {
  let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
    readMoney(String(decoding: $0, as: UTF8.self))
  }
  guard (1...2).contains(parts.count), let first = parts.first.flatMap({ $0 }), let last = parts.last.flatMap({ $0 })
  else { return nil }
  return [first, last]
}

private func isURL(_ text: String) -> Bool {
  let lowered = text.lowercased()
  guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else { return false }
  return lowered.utf8.count > scheme.utf8.count && lowered.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
}

/// The name after `env:`.
private func readVariable(_ text: String) -> String? {
  let name = text.utf8.dropFirst("env:".utf8.count)
  guard text.hasPrefix("env:"), let first = name.first, !first.isDigit,
    name.allSatisfy({ $0 == UInt8(ascii: "_") || $0.isNamePart && $0 != UInt8(ascii: "-") })
  else { return nil }
  return String(decoding: name, as: UTF8.self)
}

private func readSeconds(_ text: String) -> Double? {
  let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("min", 60), ("m", 60), ("h", 3600)]
  for (suffix, factor) in units where text.hasSuffix(suffix) {
    guard let count = readDecimal(trimmed(String(text.dropLast(suffix.count)))), count >= 0 else { return nil }
    return count * factor
  }
  return readDecimal(text).flatMap { $0 >= 0 && !text.hasSuffix("%") ? $0 : nil }
}

private func readCondition(_ text: String) -> Condition? {
  var text = text
  for (sign, spelling) in [("≥", ">="), ("≤", "<=")] {
    guard let found = text.unicodeScalars.firstIndex(where: { String($0) == sign }) else { continue }
    text.unicodeScalars.replaceSubrange(found...found, with: spelling.unicodeScalars)
  }
  let bytes = Array(text.utf8)
  let signs = [UInt8(ascii: ">"), UInt8(ascii: "<")]
  guard let start = bytes.firstIndex(where: signs.contains) else { return nil }
  let end = start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "=") ? start + 2 : start + 1
  let metric = trimmed(String(decoding: bytes[..<start], as: UTF8.self))
  let spelling = String(decoding: bytes[start..<end], as: UTF8.self)
  guard isName(metric), let comparator = Condition.Comparator(rawValue: spelling),
    let bound = readDecimal(trimmed(String(decoding: bytes[end...], as: UTF8.self)))
  else { return nil }
  return Condition(metric: metric, comparator: comparator, bound: bound)
}

private func readFlag(_ text: String) -> Bool? {
  switch text.lowercased() {
  case "yes", "on", "true", "1": true
  case "no", "off", "false", "0": false
  default: nil
  }
}

/// Numbers and ranges in the order written, each once.
private func readNumbers(_ text: String) -> [Int]? {
  guard let parts = readItems(text) else { return nil }
  var found: [Int] = []
  for part in parts {
    let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { readWholeNumber(String($0)) }
    guard ends.count <= 2, let first = ends.first.flatMap({ $0 }), let last = ends.last.flatMap({ $0 }),
      first >= 0, last >= first, last - first < 1000
    else { return nil }
    for number in first...last where !found.contains(number) { found.append(number) }
  }
  return found
}

/// `v2` for `v2`, `V2` and `2`; other names as they are.
private func readVersion(_ text: String) -> String? {
  if let number = readWholeNumber(text) { return number >= 0 ? "v\(number)" : nil }
  let lowered = text.lowercased()
  if lowered.hasPrefix("v"), let number = readWholeNumber(String(lowered.dropFirst())) {
    return number >= 0 ? "v\(number)" : nil
  }
  return isName(text) ? text : nil
}
