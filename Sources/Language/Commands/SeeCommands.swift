private let axes: [Parameter] = [
  .option("x", .named(.column), nil, "the column along the bottom; otherwise the first"),
  .option("y", .named(.column), nil, "the column up the side; otherwise the first with numbers"),
  .option("color", .named(.column), nil, "the column that tells series apart"),
  .option("title", .text, nil, "above the chart"),
  .option("on", .named(.connection), "store", "where the query runs: store or a connection"),
]
private let query = Parameter.required("query", .sql, after: "from")

let seeCommands: [CommandSpec] = [
  CommandSpec(
    "plot accuracy", .see, "Draws accuracy by version, with intervals.",
    options: [.option("by", .choice(["split", "judge", "version"]), nil, "a line for each")],
    examples: ["plot accuracy", "plot accuracy by=split"]),
  CommandSpec("plot cost", .see, "Draws what was spent by epoch."),
  CommandSpec(
    "plot line", .see, "Draws a query's rows as lines.", [query], options: axes,
    examples: ["plot line x=epoch y=accuracy from (SELECT epoch, accuracy FROM epochs)"]),
  CommandSpec(
    "plot bar", .see, "Draws a query's rows as bars.", [query], options: axes,
    examples: ["plot bar on=shop from (SELECT status, count(*) FROM orders GROUP BY status)"]),
  CommandSpec(
    "plot scatter", .see, "Draws a query's rows as points.", [query], options: axes,
    examples: ["plot scatter x=questions y=seconds from (SELECT questions, seconds FROM runs)"]),
  CommandSpec(
    "report", .see, "Writes a page with everything that was found, to read anywhere.",
    [.required("file", .file(["html"]))],
    examples: ["report report.html"]),
]

private let confirm = Parameter.option("confirm", .flag, "no", "goes ahead without asking")

private let exported = [
  "runs", "failures", "traces", "verdicts", "questions", "versions", "patches", "epochs", "costs", "sql",
]

let takeAwayCommands: [CommandSpec] = [
  CommandSpec(
    "save space", .takeAway, "Writes the space in Genie's format.",
    [.required("file", .file(["json"]))],
    options: [.option("version", .version, nil, "otherwise the current one")],
    examples: ["save space tuned.json", "save space start.json version=v0"]),
  CommandSpec(
    "publish", .takeAway, "Puts a version of the space into a Genie space that is in use.",
    [.required("space", .space([]))],
    options: [.option("version", .version, nil, "otherwise the current one"), confirm, profile],
    detail: """
      It shows the difference and asks first. What was there is kept as a version, the change fails where somebody \
      else changed the space meanwhile, and what was written is read back.
      """,
    examples: ["publish genie:01f0a1b2c3", "publish genie:01f0a1b2c3 version=v3 confirm=yes"]),
  CommandSpec(
    "rollback", .takeAway, "Puts back what a Genie space held before it was published to.",
    [.required("space", .space([]))], options: [confirm, profile],
    examples: ["rollback genie:01f0a1b2c3"]),
  CommandSpec(
    "export", .takeAway, "Writes what was measured, or the rows of a query, to a file.",
    [
      .required("what", .choice(exported)),
      .required("file", .file(["csv", "jsonl"])),
      .optional("query", .sql, after: "from", "with export sql"),
    ],
    options: [.option("on", .named(.connection), "store", "where the query runs")],
    examples: ["export runs runs.csv", "export sql late.jsonl from (SELECT * FROM traces WHERE seconds > 1)"]),
]
