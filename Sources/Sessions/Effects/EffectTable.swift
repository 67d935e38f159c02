internal import Displays
internal import Language

/// What a command does: it may show things itself, and gives the command's result, if it has one.
typealias Effect = @Sendable (Session, Command, Screen) async throws -> Bundle?

extension Session {
  /// An effect for each command of the table; a test holds the two against each other.
  static let effects = documentedEffects.merging(diagnosticEffects) { first, _ in first }

  private static let documentedEffects: [String: Effect] = [
    "use store": { try await $0.useStore($1, $2) },
    "use system": { try await $0.useSystem($1, $2) },
    "use connection": { try await $0.useConnection($1, $2) },
    "connect": { try await $0.connect($1, $2) },
    "new database": { try await $0.newDatabase($1, $2) },
    "new space": { try await $0.newSpace($1, $2) },
    "load space": { try await $0.loadSpace($1, $2) },
    "load evals": { try await $0.loadEvals($1, $2) },
    "set": { try await $0.set($1, $2) },
    "show space": { try await $0.showSpace($1, $2) },
    "show levers": { try await $0.showLevers($1, $2) },
    "show tables": { try await $0.showTables($1, $2) },
    "show evals": { try await $0.showEvals($1, $2) },
    "show judges": { try await $0.showJudges($1, $2) },
    "show runs": { try await $0.showRuns($1, $2) },
    "show versions": { try await $0.showVersions($1, $2) },
    "show proposals": { try await $0.showProposals($1, $2) },
    "show epochs": { try await $0.showEpochs($1, $2) },
    "show budget": { try await $0.showBudget($1, $2) },
    "show settings": { try await $0.showSettings($1, $2) },
    "show connections": { try await $0.showConnections($1, $2) },
    "show store": { try await $0.showStore($1, $2) },
    "show failures": { try await $0.showFailures($1, $2) },
    "show trace": { try await $0.showTrace($1, $2) },
    "diff": { try await $0.diff($1, $2) },
    "check space": { try await $0.checkSpace($1, $2) },
    "check evals": { try await $0.checkEvals($1, $2) },
    "ask": { try await $0.ask($1, $2) },
    "sql": { try await $0.sql($1, $2) },
    "lint": { try await $0.lint($1, $2) },
    "run": { try await $0.run($1, $2) },
    "compare": { try await $0.compare($1, $2) },
    "judge": { try await $0.judge($1, $2) },
    "judges": { try await $0.showJudges($1, $2) },
    "add judge": { try await $0.addJudge($1, $2) },
    "drop judge": { try await $0.dropJudge($1, $2) },
    "test judge": { try await $0.testJudge($1, $2) },
    "step": { try await $0.step($1, $2) },
    "suggest": { try await $0.suggest($1, $2) },
    "accept": { try await $0.accept($1, $2) },
    "reject": { try await $0.reject($1, $2) },
    "edit": { try await $0.edit($1, $2) },
    "revert": { try await $0.revert($1, $2) },
    "certify": { try await $0.certify($1, $2) },
    "budget": { try await $0.setBudget($1, $2) },
    "plot accuracy": { try await $0.plotAccuracy($1, $2) },
    "plot cost": { try await $0.plotCost($1, $2) },
    "plot line": { try await $0.plotQuery(.line, $1, $2) },
    "plot bar": { try await $0.plotQuery(.bar, $1, $2) },
    "plot scatter": { try await $0.plotQuery(.point, $1, $2) },
    "report": { try await $0.report($1, $2) },
    "save space": { try await $0.saveSpace($1, $2) },
    "export": { try await $0.export($1, $2) },
    "help": { try await $0.help($1, $2) },
  ]
}
