package import Basics

/// Why a file gives no evalset; nothing of it is loaded.
package enum EvalsetError: Error, Sendable, Equatable {
  case unreadable(path: String, reason: String)
  /// A file for what does not stay in memory cannot be written.
  case noRoom(path: String, reason: String)
  /// Neither JSON, JSON Lines nor CSV.
  case unknownFormat(path: String)
  /// Rows that are no questions: the first ones, and how many there are.
  case malformed([RowProblem], total: Int)
  /// The file has no rows.
  case empty(path: String)
  case badRatios(String)
  /// A field named for families or for a role is in no row.
  case unknownField(String, known: [String])
}

/// What is wrong with one row of an evalset.
package struct RowProblem: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case notJSON(JSONError)
    case notAnObject(found: String)
    /// None of the names that the field goes by.
    case missing(Role)
    case wrongKind(field: String, expected: String, found: String)
    case unknownSplit(String)
    case duplicateID(String, firstLine: Int)
    case fieldCount(expected: Int, found: Int)
    case duplicateColumn(String)
    case unterminatedQuote
    case strayQuote
    case invalidUTF8
    case alternatives(String)
    /// A JSON list that does not end, or has something other than commas between its entries.
    case brokenList
  }

  /// From 1.
  package var line: Int
  package var kind: Kind

  package init(line: Int, _ kind: Kind) {
    self.line = line
    self.kind = kind
  }
}

/// What a field of a row is for.
package enum Role: String, Sendable, Hashable, CaseIterable {
  case id, question, sql, alternatives, facts, response, context, database, family, split, difficulty, category

  /// The names that it goes by in the evaluation sets in use, the likeliest first.
  package var names: [String] {
    switch self {
    case .id: ["id", "question_id", "qid", "inputs.id"]
    case .question:
      [
        "question", "inputs.question", "inputs.query", "inputs.text", "inputs.prompt", "inputs.input", "utterance",
        "text", "nl", "prompt",
      ]
    case .sql:
      ["sql", "SQL", "query", "gold_sql", "expectations.expected_sql", "expectations.sql", "expected_sql", "answer"]
    case .alternatives: ["sql_alternatives", "alternatives", "expectations.sql_alternatives"]
    case .facts: ["expected_facts", "expectations.expected_facts", "facts"]
    case .response: ["expected_response", "expectations.expected_response"]
    case .context: ["evidence", "context", "instructions", "glossary", "inputs.context", "hint"]
    case .database: ["db", "db_id", "db_name", "database", "inputs.db_id", "inputs.database"]
    case .family: ["family", "family_id", "tags.family"]
    case .split: ["split", "tags.split"]
    case .difficulty: ["difficulty", "hardness", "tags.difficulty"]
    case .category: ["category", "query_category", "tags.category"]
    }
  }
}
