/// A command that was read: which one, and with what.
package struct Command: Sendable, Equatable {
  package let spec: CommandSpec
  package let span: Span
  /// Where its name is.
  package let nameSpan: Span
  package let arguments: [Argument]
  /// Whether it was asked in passing, as `?command` is: its answer belongs beside the work, not into it.
  package let isAside: Bool

  /// A value given to a parameter or option, in the order written.
  package struct Argument: Sendable, Equatable {
    package let name: String
    package let value: Value
    package let span: Span

    package init(name: String, value: Value, span: Span) {
      self.name = name
      self.value = value
      self.span = span
    }
  }

  package init(spec: CommandSpec, span: Span, nameSpan: Span, arguments: [Argument], isAside: Bool = false) {
    self.spec = spec
    self.span = span
    self.nameSpan = nameSpan
    self.arguments = arguments
    self.isAside = isAside
  }

  package var name: String { spec.name }

  /// Where `name` was given; the command's name where it was not.
  package func span(of name: String) -> Span { argument(name)?.span ?? nameSpan }

  /// Whether the person wrote it, rather than leaving the default.
  package func isGiven(_ name: String) -> Bool { argument(name) != nil }

  package func argument(_ name: String) -> Argument? { arguments.first { $0.name == name } }

  /// The value of a parameter or option: as given, or its default, or `nil`.
  package func value(_ name: String) -> Value? {
    if let given = argument(name) { return given.value }
    guard let parameter = spec.parameter(name), let text = parameter.defaultText else { return nil }
    return parameter.kind.value(of: text)
  }

  package func text(_ name: String) -> String? { if case .text(let value) = value(name) { value } else { nil } }
  package func int(_ name: String) -> Int? { if case .integer(let value) = value(name) { value } else { nil } }
  package func number(_ name: String) -> Double? { if case .number(let value) = value(name) { value } else { nil } }
  /// In millionths of a dollar.
  package func money(_ name: String) -> Int? { if case .money(let value) = value(name) { value } else { nil } }
  package func seconds(_ name: String) -> Double? { if case .duration(let value) = value(name) { value } else { nil } }
  package func flag(_ name: String) -> Bool { value(name) == .flag(true) }
  package func list(_ name: String) -> [String]? { if case .list(let value) = value(name) { value } else { nil } }
  package func integers(_ name: String) -> [Int]? { if case .integers(let value) = value(name) { value } else { nil } }

  package func condition(_ name: String) -> Condition? {
    if case .condition(let value) = value(name) { value } else { nil }
  }

  /// Three shares that add up to 1.
  package func ratio(_ name: String) -> (train: Double, validation: Double, test: Double)? {
    if case .ratio(let first, let second, let third) = value(name) { (first, second, third) } else { nil }
  }

  /// All values of a repeating parameter.
  package func texts(_ name: String) -> [String] {
    arguments.compactMap { argument in
      if argument.name == name, case .text(let value) = argument.value { value } else { nil }
    }
  }
}
