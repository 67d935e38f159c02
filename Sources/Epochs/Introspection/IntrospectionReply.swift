internal import Basics
internal import Spaces
internal import Warehouses

/// What a model makes of failures: their cause, and changes as patches.
struct IntrospectionReply: Sendable {
  /// A kind of change that a model may propose.
  enum Kind: String, Sendable, CaseIterable {
    case instruction
    case tableDescription = "table description"
    case columnDescription = "column description"
    case synonym, filter, measure, expression, join

    /// What it is and which members it uses, for a model.
    var explanation: String {
      switch self {
      case .instruction: "text, one short line that holds for all questions"
      case .tableDescription: "table and text, which takes the place of what is said of the table"
      case .columnDescription: "table, column and text, which takes the place of what is said of the column"
      case .synonym: "table, column and text, a word or phrase that people use for the column"
      case .filter: "name, what people say, and sql, the condition it stands for: orders.status = 'open'"
      case .measure: "name and sql, an aggregate: sum(orders.amount)"
      case .expression: "name and sql, a value of a row: orders.amount / 100.0"
      case .join: "sql, one equality: orders.customer_id = customers.id"
      }
    }
  }

  let cause: String
  let patches: [Patch]
  /// Why changes are left out, in sentences.
  let flaws: [String]

  /// Changes of one reply that are tried together.
  private static let most = 2

  static let schema: JSON = {
    let text: JSON = ["type": "string"]
    let names = ["kind", "table", "column", "name", "sql", "text"]
    return [
      "type": "object",
      "properties": [
        "cause": text, "counterfactual": text,
        "changes": [
          "type": "array",
          "items": [
            "type": "object",
            "properties": [
              "kind": ["type": "string", "enum": .strings(Kind.allCases.map(\.rawValue))], "table": text,
              "column": text, "name": text, "sql": text, "text": text,
            ],
            "required": .strings(names), "additionalProperties": false,
          ],
        ],
      ],
      "required": ["cause", "counterfactual", "changes"], "additionalProperties": false,
    ]
  }()

  /// Reads a value that follows ``schema``; what names nothing of the space is left out.
  init(_ value: JSON, about failures: FailureCase, in space: Space, schema: Schema) {
    cause = Self.line(value["cause"]?.stringValue ?? "")
    var patches: [Patch] = []
    var flaws: [String] = []
    for change in (value["changes"]?.arrayValue ?? []).prefix(Self.most) {
      let reader = ChangeReader(change: change, space: space, schema: schema)
      switch reader.edit {
      case .success(var patch):
        patch.reason = cause
        patch.evidence = failures.failing.map(\.id)
        patch.origin = Introspection.origin
        patches.append(patch)
      case .failure(let flaw): flaws.append(flaw.sentence)
      }
    }
    (self.patches, self.flaws) = (patches, flaws)
  }

  /// White space made single spaces.
  static func line(_ text: String) -> String { text.split { $0.isWhitespace }.joined(separator: " ") }
}
