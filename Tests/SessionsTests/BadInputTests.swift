import Displays
import Testing

/// Each bad input gives one clear error, changes nothing, and the session goes on.
@Suite struct BadInputTests {
  static let cases: [(source: String, name: String, says: String)] = [
    ("connect sqlite:@/nothing.sqlite", "NoFile", "there is no file"),
    ("connect sqlite:@", "FileError", "is a folder"),
    ("connect sqlite:@/text.txt", "WarehouseError", "not a database"),
    ("connect postgres:x", "UnknownAddress", "no address"),
    ("connect shop.sqlite", "UnknownAddress", "no address"),
    ("use connection shpo", "UnknownConnection", "did you mean shop"),
    ("new space from nowhere", "UnknownConnection", "there is no connection"),
    ("new space from shop tables=ordrs", "UnknownTable", "did you mean orders"),
    ("load space @/none.json", "NoFile", "there is no file"),
    ("load space @/list.json", "NotASpace", "list.json"),
    ("load space @/broken.json", "NotASpace", "not JSON"),
    ("load space @/empty.json", "NotASpace", "empty.json"),
    ("load space @/foreign.json", "TablesMissing", "has no table ‘planets’"),
    ("load space @/ids.json", "NotASpace", "hexadecimal"),
    ("load evals @/none.jsonl", "NoFile", "there is no file"),
    ("load evals @/blank.jsonl", "EvalsError", "blank.jsonl"),
    ("load evals @/broken.jsonl", "EvalsError", "line 2"),
    ("load evals @/noquestion.jsonl", "EvalsError", "line 1"),
    ("load evals @/twice.jsonl", "EvalsError", "line 2"),
    ("load evals @/badsplit.jsonl", "EvalsError", "line 1"),
    ("load evals @/ragged.csv", "EvalsError", "line 3"),
    ("load evals @/shop.jsonl db=moon", "UnknownDatabase", "moon"),
    ("load evals @/shop.jsonl split=60/20", "WrongValue", "60/20/20"),
    ("load evals @/shop.jsonl seed=x", "WrongValue", "whole number"),
    ("load evals @/shop.jsonl by=nofield", "EvalsError", "nofield"),
    ("use store @/text.txt", "StoreError", "no store"),
    ("use store @/shop.sqlite", "StoreError", "no store"),
    ("use store @/missing/folder/x.chaos", "StoreError", "cannot be opened"),
    ("set colour red", "UnknownSetting", "colour"),
    ("set width wide", "WrongValue", "whole number"),
    ("set seed -1", "WrongValue", "whole number"),
    ("show tables ordesr", "UnknownTable", "did you mean orders"),
    ("show trace q999", "UnknownQuestion", "q999"),
    ("show failures run=r99", "UnknownRun", "r99"),
    ("show failures judge=resutl", "UnknownJudge", "did you mean result"),
    ("show failures on=test", "WrongValue", "on takes"),
    ("diff v0 v9", "UnknownVersion", "v9"),
    ("revert v7", "UnknownVersion", "v7"),
    ("compare v0 v5", "UnknownVersion", "v5"),
    ("accept 3", "UnknownProposal", "there is no proposal 3"),
    ("reject 1", "UnknownProposal", "there is no proposal 1"),
    ("edit 2 to \"x\"", "UnknownProposal", "there is no proposal 2"),
    ("run on=test", "WrongValue", "on takes"),
    ("run samples=0", "WrongValue", "whole number"),
    ("run version=v3", "UnknownVersion", "v3"),
    ("judge r77", "UnknownRun", "r77"),
    ("judge r1 with=nobody", "UnknownJudge", "nobody"),
    ("step until speed>=1", "UnknownMetric", "speed"),
    ("step until accuracy", "WrongValue", "accuracy>=0.8"),
    ("step 0", "WrongValue", "whole number"),
    ("sql SELECT nope FROM orders", "WarehouseError", "nope"),
    ("sql DELETE FROM orders", "WarehouseError", "DELETE"),
    ("sql ATTACH 'x' AS y", "WarehouseError", "ATTACH"),
    ("sql PRAGMA journal_mode", "WarehouseError", "PRAGMA"),
    ("sql SELECT load_extension('x')", "WarehouseError", "load_extension"),
    ("sql SELECT 1; SELECT 2", "WarehouseError", "more than one"),
    ("sql SELECT (", "WarehouseError", "incomplete input"),
    ("sql on=store DELETE FROM run_log", "WarehouseError", "DELETE"),
    ("sql on=nowhere SELECT 1", "UnknownConnection", "nowhere"),
    (
      "plot bar from (SELECT status, count(*) FROM orders GROUP BY status)", "WarehouseError",
      "on=shop asks the database"
    ),
    ("plot line x=nope from (SELECT 1 AS a, 2 AS b)", "UnknownColumn", "nope"),
    ("plot bar from (SELECT 1 AS a WHERE 0)", "NothingToPlot", "no rows"),
    ("plot line from (SELECT 'a' AS x, 'b' AS y)", "NothingToPlot", "no column of numbers"),
    ("report @/no/such/folder/r.html", "FileError", "cannot be written"),
    ("save space @/no/such/folder/s.json", "FileError", "cannot be written"),
    ("export runs @/no/such/folder/r.csv", "FileError", "cannot be written"),
    ("export sql @/x.csv", "MissingArgument", "needs a query"),
    ("new database @/shop.sqlite from @/build.sql", "FileExists", "not built from a script"),
    ("new database @/new.sqlite from @/bad.sql", "ScriptError", "syntax"),
    ("help stpe", "UnknownCommand", "did you mean step"),
    ("shwo runs", "UnknownCommand", "did you mean show"),
    ("for x in", "SyntaxError", "for NAME in PATTERN"),
    ("for x in @/*.nothing\nshow runs\nend", "NoFile", "there is no file"),
    ("for x in y\nshow runs", "SyntaxError", "not closed"),
    ("budget $x", "WrongValue", "money"),
    ("ask", "MissingArgument", "ask needs"),
  ]

  @Test func eachGivesItsOneErrorAndChangesNothing() async throws {
    let bench = try Bench()
    let space = #"{"version":2,"data_sources":{"tables":[{"identifier":"main.s.planets"}]}}"#
    for (name, text) in [
      ("text.txt", "this is no database at all, and long enough to be read as a header of one\n"),
      ("list.json", "[1]"), ("broken.json", "{\"version\": 2,"), ("empty.json", ""), ("foreign.json", space),
      (
        "ids.json",
        #"{"version":2,"data_sources":{"tables":[{"identifier":"m.s.orders"}]},"instructions":{"text_instructions":[{"id":"x","content":["a"]}]}}"#
      ),
      ("blank.jsonl", "\n\n"), ("broken.jsonl", "{\"question\":\"a\",\"sql\":\"SELECT 1\"}\n{\"question\":\n"),
      ("noquestion.jsonl", "{\"sql\":\"SELECT 1\"}\n"),
      (
        "twice.jsonl",
        "{\"id\":\"a\",\"question\":\"b\",\"sql\":\"SELECT 1\"}\n{\"id\":\"a\",\"question\":\"c\",\"sql\":\"SELECT 1\"}\n"
      ),
      ("badsplit.jsonl", "{\"question\":\"b\",\"sql\":\"SELECT 1\",\"split\":\"moon\"}\n"),
      ("ragged.csv", "question,sql\na,SELECT 1\nb\n"), ("build.sql", "CREATE TABLE t (a);"),
      ("bad.sql", "CREATE TABL t;"),
    ] { try bench.write(text, to: name) }
    await bench.load()
    await bench.run("run on=validation limit=4")
    let before = await bench.run("show versions\nshow evals\nshow settings\nshow connections").text
    for (source, name, says) in Self.cases {
      let (outcome, _) = await bench.run(source)
      guard case .failed(let error) = outcome else {
        Issue.record("\(source) gave no error: \(outcome)")
        continue
      }
      let report = error.report.joined(separator: "\n")
      #expect(error.name == name, "\(source): \(report)")
      #expect(report.contains(says), "\(source): \(report)")
    }
    #expect(await bench.run("show versions\nshow evals\nshow settings\nshow connections").text == before)
  }
}
