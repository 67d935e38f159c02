/// What a parameter or option takes; drives parsing, completion and help.
package enum ValueKind: Sendable, Hashable {
  /// A path; of these extensions where any are named.
  case file([String])
  /// The address of a Genie space, or a file of these extensions.
  case space([String])
  /// A folder or any path.
  case path
  /// A name that the person makes up.
  case name
  /// One word from those listed.
  case choice([String])
  /// Words from those listed, separated by commas.
  case choices([String])
  case integer(ClosedRange<Int>)
  case number
  /// `60/20/20`: three parts of a whole.
  case ratio
  case money
  /// `0.15/0.60`: dollars for a million tokens in and out.
  case prices
  /// A URL that starts with https:// or http://.
  case url
  /// `env:NAME`, the name of an environment variable; never what it holds.
  case variable
  /// `90s`, `5m`, `2h`.
  case duration
  /// `accuracy>=0.8`.
  case condition
  /// Words up to the end of the line, quoted or not, or a triple-quoted block.
  case text
  /// A query in parentheses, or the rest of the cell.
  case sql
  /// Present or not.
  case flag
  /// Names separated by commas.
  case names(Subject)
  case named(Subject)
  /// The ids of proposals: `3` or `3,5` or `3-6`.
  case proposals
  /// `2` or `v2`, or a word such as `champion`.
  case version
  /// The name of a command.
  case command

  /// Things whose names live in the session.
  package enum Subject: String, Sendable, Hashable, CaseIterable {
    case table, column, question, judge, connection, run, system, setting, database, trace, model, prompt
  }
}

extension ValueKind {
  /// What is wanted, in a sentence that begins with "takes".
  package var description: String {
    switch self {
    case .file(let extensions):
      extensions.isEmpty ? "a file" : "a file that ends in " + alternatives(extensions.map { "." + $0 })
    case .space(let extensions):
      (extensions.isEmpty ? "" : "a file that ends in " + alternatives(extensions.map { "." + $0 }) + ", or ")
        + "an address such as genie:ID"
    case .path: "a path"
    case .name: "a name made of letters, digits, - and _"
    case .choice(let words): words.count == 1 ? words[0] : "one of " + words.joined(separator: ", ")
    case .choices(let words): "one or more of " + words.joined(separator: ", ")
    case .integer(let range):
      range.upperBound == .max
        ? "a whole number from \(range.lowerBound)" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number: "a number"
    case .ratio: "three parts such as 60/20/20"
    case .money: "an amount of money such as $2 or $0.50"
    case .prices: "two prices such as 0.15/0.60"
    case .url: "a URL such as https://host/v1"
    case .variable: "env: and the name of an environment variable, such as env:OPENAI_API_KEY"
    case .duration: "a time such as 90s, 5m or 2h"
    case .condition: "a condition such as accuracy>=0.8"
    case .text: "text"
    case .sql: "a query"
    case .flag: "yes or no"
    case .names(let subject): "\(subject.rawValue) names separated by commas"
    case .named(let subject): "the name of a \(subject.rawValue)"
    case .proposals: "numbers of proposals such as 3 or 3,5"
    case .version: "a version such as v2"
    case .command: "the name of a command"
    }
  }

  /// How help writes a value of this kind.
  package var placeholder: String {
    switch self {
    case .file(let extensions): extensions.first.map { "FILE." + $0 } ?? "FILE"
    case .space(let extensions): (extensions.first.map { "FILE." + $0 + "|" } ?? "") + "genie:ID"
    case .path: "PATH"
    case .name: "NAME"
    case .choice(let words), .choices(let words): words.count <= 4 ? words.joined(separator: "|") : "WORD"
    case .integer, .number: "N"
    case .ratio: "60/20/20"
    case .money: "$N"
    case .prices: "IN/OUT"
    case .url: "URL"
    case .variable: "env:NAME"
    case .duration: "TIME"
    case .condition: "METRIC>=N"
    case .text: "\"TEXT\""
    case .sql: "(SELECT …)"
    case .flag: "yes|no"
    case .names(let subject): subject.rawValue.uppercased() + ",…"
    case .named(let subject): subject.rawValue.uppercased()
    case .proposals: "N,…"
    case .version: "VERSION"
    case .command: "COMMAND"
    }
  }
}

/// `a`, `a or b`, `a, b or c`.
package func alternatives(_ words: [String]) -> String {
  guard words.count > 1, let last = words.last else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}
