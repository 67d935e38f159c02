let profile = Parameter.option(
  "profile", .name, nil, "of ~/.databrickscfg; otherwise what the environment says")

let setUpCommands: [CommandSpec] = [
  CommandSpec(
    "use store", .setUp, "Opens the file that keeps runs, versions and decisions, or makes it.",
    [.required("file", .file([]), "an SQLite file")],
    detail: "Everything that is measured or decided goes there, and a step that was cut off goes on from there.",
    examples: ["use store tuning.chaos"]),
  CommandSpec(
    "connect", .setUp, "Opens a database to ask questions of; it is only ever read.",
    [
      .required("address", .path, "sqlite:FILE, spark:URL or databricks:HOST/WAREHOUSE_ID"),
      .optional("name", .name, after: "as", "how to call it; otherwise the name of the file"),
    ],
    options: [
      .option("schema", .name, nil, "of Spark or Databricks; otherwise default"),
      .option("catalog", .name, nil, "of Databricks; otherwise the workspace's own"),
      .option("user", .name, nil, "of Spark: the environment variable that holds the name"),
      .option("password", .name, nil, "of Spark: the environment variable that holds the password"), profile,
    ],
    detail: """
      Spark is spoken to by HiveServer2's protocol over HTTP, Databricks SQL by its Statement Execution API with the \
      token of the environment or of a profile. Only queries that read are sent: these engines have no read-only \
      sessions, so whatever writes, sets, adds or calls code is refused before. \
      Their catalog is read anew once a minute.
      """,
    examples: [
      "connect sqlite:shop.sqlite", "connect sqlite:shop.sqlite as shop",
      "connect spark:http://localhost:10001/cliservice as lake schema=shop",
      "connect databricks:my-workspace.cloud.databricks.com/0123456789abcdef as lake catalog=main schema=shop",
    ]),
  CommandSpec(
    "new database", .setUp, "Builds an SQLite database from a script.",
    [
      .required("file", .file([]), "the file to make; it must not exist"),
      .required("script", .file(["sql"]), after: "from", "SQL statements"),
    ],
    examples: ["new database shop.sqlite from shop.sql"]),
  CommandSpec(
    "new space", .setUp, "Starts a bare space from the schema of a connected database.",
    [.required("connection", .named(.connection), after: "from", "a connection or a database")],
    options: [.option("tables", .names(.table), nil, "only these tables")],
    detail: "A bare space names the tables and says nothing else: the honest starting point.",
    examples: ["new space from shop", "new space from shop tables=orders,customers"]),
  CommandSpec(
    "load space", .setUp, "Reads a space from a file in Genie's format, or from a workspace.",
    [.required("file", .space(["json"]), "a serialized_space, version 1 or 2, or a space of the workspace")],
    options: [profile],
    examples: ["load space shop_space.json", "load space genie:01f0a1b2c3"]),
  CommandSpec(
    "load evals", .setUp, "Reads questions with expected SQL and splits them into train, validation and test.",
    [.required("file", .file(["jsonl", "json", "csv"]), "JSON lines, a JSON array, or CSV")],
    options: [
      .option("split", .ratio, "60/20/20", "train / validation / test"),
      .option("by", .name, "family", "keep together: family, question, sql, similar, or the name of a field"),
      .option("seed", .integer(0...Int.max), "1", "of the split"),
      .option("limit", .integer(1...Int.max), nil, "read so many questions at most"),
      .option("db", .named(.database), nil, "only questions of this database"),
    ],
    detail: """
      The names of fields in BIRD, Spider, sql-eval, MLflow and Genie files are known. Rows that name their own \
      split keep it unless split= is given. The test split stays sealed until certify.
      """,
    examples: ["load evals evals.jsonl", "load evals evals.jsonl split=60/20/20 by=family seed=7"]),
  CommandSpec(
    "use system", .setUp, "Chooses what answers questions.",
    [.required("system", .choice(["embedded", "llm", "genie"]), "embedded: a deterministic translator, no network")],
    options: [
      .option("space", .name, nil, "with genie: the id of the space, otherwise the one that was loaded"), profile,
    ],
    detail: """
      With llm, the model for answers gets what matters of the space in a prompt; set examples and repairs say how \
      many similar examples it sees and how often it may correct itself. With genie, copies of the space are asked, never the space itself: each holds one version at a time and is given \
      another when nobody asks it. set genie_pace, genie_wait and genie_shadows say how fast, how patiently, how many.
      """,
    examples: ["use system embedded", "use system llm", "use system genie"]),
  CommandSpec(
    "use model", .setUp, "Names a language model behind HTTP and what it is for.",
    [.required("name", .named(.model), "how to call it")],
    options: [
      .option("url", .url, nil, "of the endpoint; not needed for a model that was named before"),
      .option("model", .text, nil, "its name there; otherwise the name given here"),
      .option("key", .variable, nil, "where its key is; a key itself is never written down"),
      .option("role", .choices(["answer", "judge", "propose"]), nil, "what it is for; otherwise everything"),
      .option("price", .prices, nil, "dollars for a million tokens in and out"),
      .option("parallel", .integer(1...1024), nil, "calls at once; otherwise 64, and 4 on this machine"),
      .option("dialect", .choice(["openai", "databricks", "azure"]), "openai", "how the endpoint wants to be asked"),
    ],
    detail: """
      Chat completions are spoken by OpenAI, vLLM, llama.cpp, Ollama and most others. Every answer is kept in the \
      store before it is used and never paid for twice; budget caps what calls may cost. The model that proposes is \
      asked by step and suggest what failures have in common: it sees questions of the train split, their SQL, what the \
      space says of their tables, and codes, but no rows.
      """,
    examples: [
      "use model gpt url=https://api.openai.com/v1 model=gpt-4o-mini key=env:OPENAI_API_KEY price=0.15/0.60",
      "use model local url=http://127.0.0.1:8080/v1 role=judge", "use model gpt role=answer,propose",
    ]),
  CommandSpec(
    "use connection", .setUp, "Chooses among the connected databases.",
    [.required("connection", .named(.connection))],
    examples: ["use connection shop"]),
  CommandSpec(
    "set", .setUp, "Changes a setting; show settings lists them.",
    [.required("setting", .named(.setting)), .required("value", .text)],
    examples: ["set seed 7", "set width 120"]),
]
