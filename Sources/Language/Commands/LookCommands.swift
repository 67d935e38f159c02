private let showLimit = Parameter.option("limit", .integer(1...100_000), "20", "so many rows at most")

let lookCommands: [CommandSpec] = [
  CommandSpec(
    "show space", .look, "Shows what the assistant knows: tables, notes, instructions, examples.",
    options: [.option("version", .version, nil, "otherwise the current one")],
    examples: ["show space", "show space version=v2"]),
  CommandSpec("show levers", .look, "Shows the kinds of things in a space that can be changed, and how full each is."),
  CommandSpec(
    "show prompts", .look, "Shows the texts that a language model is asked with, or one of them in full.",
    [.optional("prompt", .named(.prompt))],
    options: [.option("version", .version, nil, "of the space; otherwise the current one")],
    detail: """
      A prompt is a part of the space like any other: it has a standard text, can have its own, and is shown by diff. \
      Only use system llm asks with it, and Genie has no place for it.
      """,
    examples: ["show prompts", "show prompts answer"]),
  CommandSpec(
    "show tables", .look, "Shows the tables of the database, or the columns of one.",
    [.optional("table", .named(.table))],
    examples: ["show tables", "show tables orders"]),
  CommandSpec(
    "show evals", .look, "Shows the evalset: questions, families and splits.",
    options: [.option("on", .choice(["train", "validation"]), nil, "only this split"), showLimit],
    detail: "Of the sealed test split only the size is shown."),
  CommandSpec("show judges", .look, "Shows the judges and what each looks at."),
  CommandSpec("show runs", .look, "Shows what was measured, newest first.", options: [showLimit]),
  CommandSpec(
    "show spaces", .look, "Shows the Genie spaces of the workspace.", options: [profile],
    examples: ["show spaces", "show spaces profile=shop"]),
  CommandSpec("show versions", .look, "Shows the versions of the space and where each came from."),
  CommandSpec("show proposals", .look, "Shows the changes that wait for a decision, with their evidence."),
  CommandSpec("show epochs", .look, "Shows each step: what was tried, what was kept, and why."),
  CommandSpec("show budget", .look, "Shows the caps and what was spent."),
  CommandSpec("show settings", .look, "Shows the settings and their values."),
  CommandSpec("show models", .look, "Shows the language models, what each is for and what it costs."),
  CommandSpec("show connections", .look, "Shows the connected databases."),
  CommandSpec("show store", .look, "Shows the store: its file, its size, its views."),
  CommandSpec(
    "show failures", .look, "Shows the questions that went wrong, and at which step.",
    options: [
      .option("run", .named(.run), nil, "otherwise the newest"),
      .option("judge", .named(.judge), "result", "by this judge"),
      .option("on", .choice(["train", "validation"]), nil, "only this split"),
      showLimit,
    ],
    examples: ["show failures", "show failures judge=tables limit=5"]),
  CommandSpec(
    "show trace", .look, "Shows everything one question did inside the assistant, step by step.",
    [.required("question", .named(.question))],
    options: [.option("run", .named(.run), nil, "otherwise the newest")],
    examples: ["show trace q17"]),
  CommandSpec(
    "diff", .look, "Shows what changed between two versions of the space.",
    [.required("from", .version), .optional("to", .version, "otherwise the current one")],
    examples: ["diff v2 v3"]),
  CommandSpec("check space", .look, "Checks the space against the platform's rules and limits."),
  CommandSpec(
    "check evals", .look,
    "Examines the evalset: questions that cannot be trusted, what is covered, what can be proven.",
    detail: """
      Every expected SQL runs, once more with unordered rows the other way round. Told are SQL that fails, returns \
      nothing or is unstable, questions that contradict or repeat each other across splits, dates that go stale, and \
      tables, columns and clauses that no question asks for.
      """),
]

let askCommands: [CommandSpec] = [
  CommandSpec(
    "ask", .ask, "Asks one question: the answer, its SQL, the rows, and how it came about.",
    [.required("question", .text)],
    options: [.option("version", .version, nil, "of the space; otherwise the current one")],
    examples: ["ask \"how many orders were shipped in March?\"", "ask which customer ordered most version=v0"]),
  CommandSpec(
    "sql", .ask, "Runs a query: the rest of the cell, or what comes before a semicolon that ends a line.",
    [.required("query", .sql)],
    options: [
      .option("on", .named(.connection), nil, "a connection, or store for what was measured"),
      .option("limit", .integer(1...100_000), "50", "show so many rows at most"),
    ],
    detail: """
      The store's views are epochs, runs, traces, verdicts, questions, versions, patches, costs and spending. \
      Databases are only read.
      """,
    examples: ["sql SELECT count(*) FROM orders", "sql on=store SELECT * FROM runs"]),
  CommandSpec(
    "lint", .ask, "Looks for mistakes in a query without running it, and says where and what to do.",
    [.required("query", .sql)],
    options: [.option("on", .named(.connection), nil, "a connection; otherwise the current one")],
    detail: """
      It finds tables that nothing joins, SELECT *, functions on filtered columns, integer division, comparisons with \
      NULL, LIMIT without ORDER BY, columns that are not grouped, HAVING without GROUP BY, LIKE without a wildcard, \
      DISTINCT that does nothing, and conditions that no row fulfils.
      """,
    examples: ["lint SELECT * FROM orders, customers", "lint on=shop SELECT status FROM orders LIMIT 5"]),
]
