private let judgeSamples = Parameter.option(
  "samples", .integer(1...99), "1", "times a model is asked about each answer; more than half decide")

let measureCommands: [CommandSpec] = [
  CommandSpec(
    "run", .measure, "Asks every question of a split and judges the answers.",
    options: [
      .option("on", .choice(["train", "validation"]), "validation", "the split"),
      .option("version", .version, nil, "of the space; otherwise the current one"),
      .option("samples", .integer(1...20), "1", "times each question is asked"),
      .option("limit", .integer(1...Int.max), nil, "so many questions at most"),
      .option("budget", .money, nil, "spend so much on models at most"),
      .option("native", .flag, "no", "by Genie's own evaluation, whose verdicts stand beside ours"),
    ],
    detail: """
      A run that was cut off goes on where it stopped. The test split is asked by certify alone. With native=yes a \
      copy of the Genie space gets the questions as its benchmarks, and the platform asks and judges them; judge RUN \
      with=result,platform lays both verdicts side by side again.
      """,
    examples: ["run", "run on=train version=v2 samples=3", "run budget=$0.50", "run native=yes"]),
  CommandSpec(
    "compare", .measure, "Compares two versions question by question: wins, losses, interval, significance.",
    [.required("from", .version), .optional("to", .version, "otherwise the current one")],
    options: [.option("on", .choice(["train", "validation"]), "validation", "the split")],
    examples: ["compare v0 v3", "compare v0 v3 on=train"]),
  CommandSpec(
    "judge", .measure, "Judges a run again without asking again.",
    [.required("run", .named(.run))],
    options: [
      .option("with", .names(.judge), nil, "only these judges; otherwise those of every run"),
      judgeSamples,
      .option("nodes", .flag, "no", "and says at which node the wrong answers went wrong, and what to do about them"),
    ],
    detail: """
      Every judge that judges lists can be named, also the rules of public evaluators. With nodes=yes each wrong \
      answer is laid to the first node whose judge objects, and corrections of the evalset are proposed, never made.
      """,
    examples: [
      "judge r3", "judge r3 with=result,right_filters", "judge r3 with=faithful,complete", "judge r3 nodes=yes",
    ]),
  CommandSpec("judges", .measure, "Lists the judges: what each looks at, and what kind it is."),
  CommandSpec(
    "add judge", .measure, "Makes a judge of your own; one of the same name gets its next version.",
    [
      .required("name", .name),
      .required("kind", .choice(["sql", "uses", "rows", "fresh", "llm", "guideline"])),
      .required(
        "what", .text,
        "an expression, a piece of SQL, a range of rows, a number of days, a prompt, or a guideline"),
    ],
    options: [
      .option("when", .choice(["looked-at", "inserted"]), "looked-at", "when an sql judge is computed")
    ],
    detail: """
      An sql judge is a boolean expression over question, sample, outcome, reason, sql, result, answer, seconds, \
      tokens, cost and trace (JSON), kept as a view judge_NAME; with when=inserted as a trigger. It may use regexp, \
      similarity, token_count and the functions of SQLite. NULL is neither yes nor no. \
      An llm judge puts a question to the model with the role judge, with {{question}} {{sql}} {{rows}} {{answer}} \
      {{expected}} {{trace}} filled in; a guideline is a rule that answers are to follow.
      """,
    examples: [
      "add judge terse sql \"length(answer) < 400\"", "add judge few rows \"1-100\"",
      "add judge net uses \"amount - refund\"", "add judge recent fresh \"30\"",
      "add judge polite guideline \"Answers greet nobody and end with a full stop.\"",
    ]),
  CommandSpec(
    "drop judge", .measure, "Removes a judge of your own; what it was stays on record.",
    [.required("name", .named(.judge))],
    examples: ["drop judge terse"]),
  CommandSpec(
    "test judge", .measure, "Shows what a judge says of the answers of a run, some of each kind.",
    [.required("name", .named(.judge))],
    options: [
      .option("run", .named(.run), nil, "otherwise the newest"),
      .option("limit", .integer(1...1000), "3", "so many of each kind"), judgeSamples,
    ],
    examples: ["test judge terse", "test judge right_joins run=r2 limit=5"]),
]
