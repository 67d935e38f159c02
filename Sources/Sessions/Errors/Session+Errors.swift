internal import Basics
internal import Databricks
internal import Displays
internal import Epochs
internal import Language
internal import Spaces
internal import Store
internal import Warehouses

extension Session {
  /// Any error as a person should read it; errors of other modules keep their own sentences.
  nonisolated func diagnostic(for error: any Error, in command: Command) -> Diagnostic {
    switch error {
    case let error as Diagnostic: return error
    case let error as SessionError: return error.diagnostic(command)
    case is CancellationError, WarehouseError.cancelled, OptimizerError.cancelled: return interrupted(command)
    case is InputUnavailable:
      return Diagnostic(name: "NoInput", message: "nobody can answer here", hint: "run it where input can be typed")
    case let error as WarehouseError:
      return Diagnostic(
        name: "WarehouseError", message: error.description,
        span: ["query", "address"].first(where: command.isGiven).map(command.span))
    case OptimizerError.model(let message):
      return Diagnostic(
        name: "ModelError", message: "the model that proposes did not answer: \(sentence(message))",
        hint: "what was answered is kept, and the same command goes on from there; set causes 0 goes on without it")
    case let error as OptimizerError: return Diagnostic(name: "OptimizerError", message: sentence(error.sentence))
    case let error as PatchError: return Diagnostic(name: "PatchError", message: error.sentence)
    case let error as SpaceReadError:
      return SessionError.space(command.text("file") ?? "", sentences: error.sentences).diagnostic(command)
    case let error as EvalsetError: return evalsetDiagnostic(error, command)
    case let error as WorkspaceError:
      return Diagnostic(
        name: "WorkspaceError", message: "the workspace " + error.predicate,
        span: ["space", "file"].first(where: command.isGiven).map(command.span))
    case let error as ConfigurationError:
      return Diagnostic(name: "ConfigurationError", message: error.sentence, hint: error.hint)
    case let error as StoreError:
      return Diagnostic(
        name: "StoreError", message: error.sentence, span: command.name == "use store" ? command.span(of: "file") : nil,
        hint: error.hint)
    default: return Diagnostic(name: "Failure", message: "\(error)")
    }
  }

  private nonisolated func interrupted(_ command: Command) -> Diagnostic {
    let resumes = ["run", "step", "suggest", "certify", "check evals"].contains(command.name)
    return Diagnostic(
      name: "Interrupted", message: "\(command.name) was interrupted",
      hint: resumes ? "what was answered is kept; the same command goes on from there" : nil)
  }

  /// A sentence without its final stop, as diagnostics write them.
  private nonisolated func sentence(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }

  private nonisolated func evalsetDiagnostic(_ error: EvalsetError, _ command: Command) -> Diagnostic {
    let sentences = error.sentences
    let others = sentences.count - 1
    return Diagnostic(
      name: "EvalsError", message: sentences.first ?? "the evalset cannot be read", span: command.span(of: "file"),
      hint: others > 0
        ? sentences.dropFirst().prefix(8).joined(separator: "\n") + (others > 8 ? "\nand \(others - 8) more" : "")
          + "\nnothing was loaded" : "nothing was loaded")
  }
}
