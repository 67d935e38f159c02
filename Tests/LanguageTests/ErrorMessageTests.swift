import Testing

@testable import Language

/// Each slip has its one sentence, and points at what is meant.
@Suite struct ErrorMessageTests {
  struct Slip: Sendable, CustomTestStringConvertible {
    let marked: String
    let sentence: String
    var testDescription: String { marked }
    init(_ marked: String, _ sentence: String) { (self.marked, self.sentence) = (marked, sentence) }
  }

  static let slips: [Slip] = [
    // Commands
    Slip("➡️shwo⬅️ space", "there is no command ‘shwo’; did you mean show?"),
    Slip("➡️stepp⬅️ 3", "there is no command ‘stepp’; did you mean step?"),
    Slip("➡️xyzzy⬅️", "there is no command ‘xyzzy’"),
    Slip("➡️versions⬅️", "there is no command ‘versions’; did you mean show versions?"),
    Slip("➡️optimize⬅️", "there is no command ‘optimize’; did you mean step?"),
    Slip("➡️undo⬅️", "there is no command ‘undo’; did you mean revert?"),
    Slip("➡️\"run\"⬅️", "there is no command ‘\"run\"’"),
    Slip("➡️🦙⬅️ run", "there is no command ‘🦙’"),
    Slip("➡️SELECT⬅️ 1", "SQL is written after the word sql; did you mean sql SELECT …?"),
    Slip("➡️with⬅️ a as (select 1) select * from a", "SQL is written after the word sql; did you mean sql WITH …?"),
    Slip("➡️show⬅️", "show needs to know what"),
    Slip("show ➡️spcae⬅️", "show knows no ‘spcae’; did you mean show space?"),
    Slip("show ➡️failure⬅️", "show knows no ‘failure’; did you mean show failures?"),
    Slip("show ➡️🦙🦙⬅️", "show knows no ‘🦙🦙’"),
    Slip("load ➡️evls⬅️ a.csv", "load knows no ‘evls’; did you mean load evals?"),
    Slip("plot ➡️pie⬅️", "plot knows no ‘pie’"),
    Slip("➡️new⬅️", "new needs to know what"),
    // Arguments
    Slip("use store➡️⬅️", "use store needs a file"),
    Slip("load evals➡️⬅️", "load evals needs a file that ends in .jsonl, .json or .csv"),
    Slip("load evals ➡️evals.txt⬅️", "file takes a file that ends in .jsonl, .json or .csv, not ‘evals.txt’"),
    Slip(
      "load space ➡️space.yaml⬅️",
      "file takes a file that ends in .json, or an address such as genie:ID, not ‘space.yaml’"
    ),
    Slip("new database a.sqlite➡️⬅️", "new database needs a file that ends in .sql after from (script)"),
    Slip("new database a.sqlite from➡️⬅️", "new database needs a file that ends in .sql after from (script)"),
    Slip("new space➡️⬅️", "new space needs the name of a connection after from"),
    Slip("new space ➡️shop⬅️", "new space does not take ‘shop’"),
    Slip("diff➡️⬅️", "diff needs a version such as v2 (from)"),
    Slip("diff v1 v2 ➡️v3⬅️", "diff does not take ‘v3’"),
    Slip("diff ➡️-1⬅️ v2", "from takes a version such as v2, not ‘-1’"),
    Slip("show space ➡️v2⬅️", "show space does not take ‘v2’"),
    Slip("ask➡️⬅️", "ask needs text"),
    Slip("ask ➡️\"how many⬅️", "the quote is not closed on its line"),
    Slip("ask ➡️\"\"\"⬅️how many\nrivers", "the block is not closed by \"\"\""),
    Slip("sql➡️⬅️", "sql needs a query"),
    Slip("sql on=store➡️⬅️", "sql needs a query"),
    Slip("plot line x=a from ➡️(⬅️select 1", "the parenthesis is not closed"),
    Slip("plot line x=a➡️⬅️", "plot line needs a query after from"),
    Slip("report ➡️page.pdf⬅️", "file takes a file that ends in .html, not ‘page.pdf’"),
    Slip(
      "export ➡️rnus⬅️ a.csv",
      "what takes one of runs, failures, traces, verdicts, questions, versions, patches, epochs, costs, sql, not ‘rnus’; did you mean runs?"
    ),
    Slip("export runs ➡️a.xlsx⬅️", "file takes a file that ends in .csv or .jsonl, not ‘a.xlsx’"),
    Slip("use system ➡️embeded⬅️", "system takes one of embedded, llm, genie, not ‘embeded’; did you mean embedded?"),
    // Options
    Slip("run ➡️om⬅️=train", "run has no option ‘om’; did you mean on=?"),
    Slip("run ➡️verson⬅️=v2", "run has no option ‘verson’; did you mean version=?"),
    Slip("run on=train ➡️on=⬅️validation", "on= is given twice"),
    Slip("run on=➡️traim⬅️", "on takes one of train, validation, not ‘traim’; did you mean train?"),
    Slip("run on=➡️test⬅️", "on takes one of train, validation, not ‘test’"),
    Slip("run ➡️on=⬅️", "on= needs one of train, validation"),
    Slip("run ➡️on=⬅️ train", "on= needs one of train, validation"),
    Slip("run samples=➡️0⬅️", "samples takes a whole number from 1 to 20, not ‘0’"),
    Slip("run samples=➡️three⬅️", "samples takes a whole number from 1 to 20, not ‘three’"),
    Slip("run samples=➡️99999999999999999999⬅️", "samples takes a whole number from 1 to 20, not ‘99999999999999999999’"),
    Slip("run limit=➡️-5⬅️", "limit takes a whole number from 1, not ‘-5’"),
    Slip("load evals a.csv split=➡️60/40⬅️", "split takes three parts such as 60/20/20, not ‘60/40’"),
    Slip("load evals a.csv split=➡️0/0/0⬅️", "split takes three parts such as 60/20/20, not ‘0/0/0’"),
    Slip("show levers ➡️limit⬅️=3", "show levers has no option ‘limit’"),
    Slip("ask how many rivers ➡️verson⬅️=v2", "ask has no option ‘verson’; did you mean version=?"),
    Slip("ask \"🦙 how many\" ➡️verson⬅️=v2", "ask has no option ‘verson’; did you mean version=?"),
    Slip("step budget=➡️two⬅️", "budget takes an amount of money such as $2 or $0.50, not ‘two’"),
    Slip(
      "step until ➡️accuracy=0.8⬅️",
      "until takes a condition such as accuracy>=0.8, not ‘accuracy=0.8’; did you mean accuracy>=0.8?"),
    Slip("step until➡️⬅️", "step needs a condition such as accuracy>=0.8 after until (until)"),
    Slip("step ➡️untl⬅️ accuracy>=0.8", "step does not take ‘untl’; did you mean until?"),
    Slip("step until ➡️accuracy>>1⬅️", "until takes a condition such as accuracy>=0.8, not ‘accuracy>>1’"),
    Slip("step time=➡️soon⬅️", "time takes a time such as 90s, 5m or 2h, not ‘soon’"),
    Slip("accept➡️⬅️", "accept needs numbers of proposals such as 3 or 3,5"),
    Slip("accept ➡️all⬅️", "proposals takes numbers of proposals such as 3 or 3,5, not ‘all’"),
    Slip("accept ➡️3,,5⬅️", "proposals takes numbers of proposals such as 3 or 3,5, not ‘3,,5’"),
    Slip("reject 4 ➡️becuase⬅️ no", "reject does not take ‘becuase’; did you mean because?"),
    Slip("reject 4 because➡️⬅️", "reject needs text after because"),
    Slip("help ➡️--markdwn⬅️", "help has no option ‘markdwn’; did you mean markdown=?"),
    // Habits
    Slip("➡️!ls⬅️", "shell commands are not available here"),
    Slip("➡️%matplotlib⬅️ inline", "charts are always shown in place; nothing needs to be turned on"),
    Slip("➡️%frobnicate⬅️", "there is no %frobnicate; commands are written without %, and help lists them"),
    // Variables
    Slip("load evals ➡️${data}⬅️/a.csv", "the script needs a value for data"),
    Slip("load evals ➡️${⬅️data", "the variable is not closed by }"),
    Slip("load evals ➡️${1x}⬅️", "‘1x’ is not a name; variables are written ${name} or ${name=default}"),
    // Later lines, other line ends, tabs
    Slip("show space\r\nrun ➡️om⬅️=train\r\n", "run has no option ‘om’; did you mean on=?"),
    Slip("show space\rshow ➡️spcae⬅️", "show knows no ‘spcae’; did you mean show space?"),
    Slip("\t show\t➡️spcae⬅️ # 🦙", "show knows no ‘spcae’; did you mean show space?"),
  ]

  @Test(arguments: slips) func pointsAndSays(_ slip: Slip) throws {
    let marked = MarkedText(slip.marked)
    let parsed = parse(Source(marked.text))
    let error = try #require(parsed.errors.first)
    #expect(error.diagnostic().sentence == slip.sentence)
    #expect(error.span == marked.span)
  }

  @Test func laterErrorsAreAllReported() {
    let parsed = parse(Source("shwo space\nrun\nrun om=train\nshow spcae"))
    #expect(parsed.errors.count == 3)
    #expect(parsed.commands.map(\.name) == ["run"])
  }

  @Test func caretsStandBelowWideLetters() throws {
    let source = Source("show space\nask \"\t中🦙é\" verson=v2")
    let error = try #require(parse(source).errors.first)
    #expect(
      error.diagnostic().report(in: source, colors: false) == [
        "UnknownOption: ask has no option ‘verson’; did you mean version=?",
        "2 | ask \" 中🦙é\" verson=v2",
        "                 ^^^^^^",
        "its options are version=",
      ])
  }

  @Test func longLinesAreCutAroundTheSpan() throws {
    let source = Source(
      "ask " + String(repeating: "很长 ", count: 200) + "verson=v2" + String(repeating: " x", count: 200))
    let report = try #require(parse(source).errors.first).diagnostic().report(in: source, colors: false)
    #expect(report.count == 4 && report[1].utf8.count < 140 && report[1].contains("verson"))
  }

  @Test func valuesThatNothingAsksForAreRefused() throws {
    let variables = Variables(["dta": "x"])
    let error = try #require(parse(Source("load evals ${data=y}.csv"), variables: variables).errors.first)
    #expect(error.diagnostic().sentence == "the script has no variable ‘dta’; did you mean data?")
  }
}
