/// The seam between the front ends (kernel, line REPL, batch) and the language: front ends know nothing else.
package protocol Interpreter: Sendable {
  var language: LanguageInfo { get }

  /// Runs one cell. Output goes to `output` in order while it runs; cancelling the task interrupts it.
  func execute(_ cell: Cell, output: any Output) async -> CellOutcome

  /// Completions at `cursor`, an offset in Unicode scalars; any offset is answered.
  func complete(_ source: String, at cursor: Int) async -> Completions

  /// What is known of the word at `cursor`, or `nil`. `detail` 1 asks for more than 0.
  func inspect(_ source: String, at cursor: Int, detail: Int) async -> Bundle?

  /// Whether `source` could be run as it stands; synchronous because front ends ask on every Return key.
  func completeness(of source: String) -> Completeness

  /// The value of one `user_expressions` entry.
  func evaluate(_ expression: String) async throws -> Bundle

  /// Releases what is held (files, connections); the front end is about to exit.
  func close() async
}

package struct LanguageInfo: Sendable, Equatable {
  package var name: String
  package var version: String
  package var fileExtension: String
  package var mimeType: String
  package var codeMirrorMode: String
  package var pygmentsLexer: String
  package var banner: String
  package var helpLinks: [HelpLink]

  package struct HelpLink: Sendable, Equatable {
    package var text: String
    package var url: String
    package init(text: String, url: String) {
      self.text = text
      self.url = url
    }
  }

  package init(
    name: String, version: String, fileExtension: String, mimeType: String, codeMirrorMode: String,
    pygmentsLexer: String, banner: String, helpLinks: [HelpLink] = []
  ) {
    self.name = name
    self.version = version
    self.fileExtension = fileExtension
    self.mimeType = mimeType
    self.codeMirrorMode = codeMirrorMode
    self.pygmentsLexer = pygmentsLexer
    self.banner = banner
    self.helpLinks = helpLinks
  }
}

/// A cell to run.
package struct Cell: Sendable {
  package var source: String
  /// The number the front end shows for it.
  package var count: Int
  /// Columns that plain text may take.
  package var width: Int
  /// Values for the variables `${name}` in the source.
  package var variables: [String: String]

  package init(source: String, count: Int = 0, width: Int = 100, variables: [String: String] = [:]) {
    self.variables = variables
    self.source = source
    self.count = count
    self.width = width
  }
}

/// How a cell ended.
package enum CellOutcome: Sendable, Equatable {
  case finished
  case failed(CellError)
  /// The user asked to leave.
  case exit
}

/// An error as front ends show it.
package struct CellError: Error, Sendable, Equatable {
  /// A class of error, such as `UnknownCommand` or `Interrupted`.
  package var name: String
  /// One line of what is wrong.
  package var message: String
  /// The lines to show: the source line, the caret, the suggestion; may hold ANSI colours.
  package var report: [String]

  package init(name: String, message: String, report: [String]) {
    self.name = name
    self.message = message
    self.report = report
  }
}

/// Where a cell's output goes. Calls return at once and keep their order.
package protocol Output: Sendable {
  func emit(_ event: OutputEvent)

  /// Asks the person for a line; throws `InputUnavailable` where nobody can answer, `CancellationError` on interrupt.
  func input(prompt: String, secret: Bool) async throws -> String
}

package struct InputUnavailable: Error {
  package init() {}
}

package enum OutputEvent: Sendable, Equatable {
  case text(String)
  case warning(String)
  /// A result or picture; with an `id` it can be updated later.
  case display(Bundle, id: String?)
  /// Puts something else in the place of a display. One that is no progress any more (`Bundle.isProgress`) is final.
  case update(Bundle, id: String)
  /// The value of the cell: at most one.
  case result(Bundle)
  /// Help to read beside the work: a pager, where the front end has one.
  case page(Bundle)
  case clear(wait: Bool)
}

package struct Completions: Sendable, Equatable {
  package struct Candidate: Sendable, Equatable {
    package var text: String
    /// What it is, for the menu: `command`, `option`, `table`, `question`, …
    package var kind: String
    package var summary: String

    package init(text: String, kind: String, summary: String = "") {
      self.text = text
      self.kind = kind
      self.summary = summary
    }
  }

  package var candidates: [Candidate]
  /// The span of source that a candidate replaces, in Unicode scalars.
  package var start: Int
  package var end: Int

  package init(candidates: [Candidate], start: Int, end: Int) {
    self.candidates = candidates
    self.start = start
    self.end = end
  }
}

package enum Completeness: Sendable, Equatable {
  case complete
  case incomplete(indent: String)
  case invalid
}
