/// Every way in which a command is refused by the session itself.
enum SessionError: Error, Equatable {
  case notAvailable(String)
  case failedAsAsked
  case unknownName(String)
  case noConnection
  case noSpace
  case noEvals
  case noRun
  case noStart
  case connectionTaken(String)
  case unknownScheme(String)
  /// An address of a known kind that cannot be used.
  case badAddress(String, why: String, hint: String)
  /// An option names an environment variable that is not set.
  case unsetVariable(String, option: String)
  case unreachable(String, why: String)
  /// No such thing; its name was given to one of these parameters.
  case unknown(Subject, String, known: [String], at: [String])
  case unknownProposal(Int, count: Int)
  case sealedQuestion(String)
  case badSetting(String, wants: String)
  case missingFile(String, near: String?)
  case unreadable(String)
  case unwritable(String)
  case isFolder(String)
  case databaseExists(String)
  case script(String, message: String)
  case severalDatabases([String])
  /// A file that holds no space, or one that the platform would refuse.
  case space(String, sentences: [String])
  case noSuchTables(missing: [String])
  case nothingToPlot(String)
  case needsQuery
  case notEditable
  case metric(String)
  case noGenie
  /// Only Genie can do this.
  case notGenieSystem
  /// The space is known, and the workspace is not or lets nobody in.
  case noWayToGenie(String, why: String, hint: String)
  case notGenie(String)
  case nothingPublished(String)
  case needsConfirmation
  /// Somebody changed the space between reading and writing.
  case changedMeanwhile(String)
  /// The space holds something else than was pushed.
  case notHeld(String)
  /// No model has this role.
  case noModel(String)
  /// A model that is not known and for which no URL was given.
  case unknownModel(String, known: [String])
  /// What a model was described with cannot be used.
  case model(problem: String, at: String?)
  /// A call of a model did not fit; whether it was the command's own budget.
  case overBudget(String, isOwn: Bool)
  case judge(problem: String, hint: String, at: [String])

  enum Subject: String {
    case connection, table, version, question, run, judge, setting, column, database, model, prompt
  }
}
