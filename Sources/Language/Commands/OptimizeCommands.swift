let optimizeCommands: [CommandSpec] = [
  CommandSpec(
    "step", .optimize, "Improves the space by one epoch or more: finds causes, tries changes, keeps what is proven.",
    [
      .optional("count", .integer(1...1000), "epochs at most"),
      .optional("until", .condition, after: "until", "stop when it holds on validation"),
    ],
    options: [
      .option("budget", .money, nil, "spend so much on models at most"),
      .option(
        "clusters", .integer(1...200), nil, "causes of failure worked on in an epoch; 64 where answers are free, else 8"
      ),
      .option("seed", .integer(0...Int.max), "1", "of every random choice"),
      .option("time", .duration, nil, "take so long at most"),
    ],
    detail: """
      Interrupting pauses; step goes on with the epoch that was cut off and decides as it would have. Where use model \
      named a model for it, it is asked about the causes of failure, as many as set causes says; what it proposes is \
      proven on questions that it did not see, like any other change.
      """,
    examples: ["step", "step 5 until accuracy>=0.8 budget=$2"]),
  CommandSpec(
    "suggest", .optimize, "Prepares the changes of one epoch and leaves the decision to you.",
    options: [
      .option("clusters", .integer(1...200), nil, "causes of failure worked on; 64 where answers are free, else 8"),
      .option("seed", .integer(0...Int.max), "1", "of every random choice"),
    ],
    examples: ["suggest"]),
  CommandSpec(
    "accept", .optimize, "Makes a new version of the space with these proposals.",
    [.required("proposals", .proposals)],
    examples: ["accept 3", "accept 3,5"]),
  CommandSpec(
    "reject", .optimize, "Turns proposals down; they are not made again.",
    [.required("proposals", .proposals), .optional("reason", .text, after: "because")],
    examples: ["reject 4", "reject 4 because \"revenue excludes tax\""]),
  CommandSpec(
    "edit", .optimize, "Changes the text of a proposal before it is accepted.",
    [.required("proposal", .integer(0...Int.max)), .required("text", .text, after: "to")],
    examples: ["edit 3 to \"revenue is amount minus refunds\""]),
  CommandSpec(
    "edit prompt", .optimize, "Gives a prompt a text of its own; that makes a new version of the space.",
    [.required("prompt", .named(.prompt)), .required("text", .text, after: "to")],
    detail: "In double braces stands what is filled in, such as {{tables}}; show prompts lists what each prompt knows.",
    examples: ["edit prompt repair to \"It failed: {{error}}. Answer with the corrected SQL alone.\""]),
  CommandSpec(
    "drop prompt", .optimize, "Goes back to the standard text of a prompt; that makes a new version of the space.",
    [.required("prompt", .named(.prompt))],
    examples: ["drop prompt repair"]),
  CommandSpec(
    "revert", .optimize, "Goes back to an earlier version; nothing is forgotten.",
    [.required("version", .version)],
    examples: ["revert v2"]),
  CommandSpec(
    "certify", .optimize, "Opens the sealed test split once and compares the current version with the first.",
    options: [
      .option("samples", .integer(1...20), "1", "times each question is asked"),
      .option("version", .version, nil, "otherwise the current one"),
    ],
    detail: "Looks are counted, and each makes the next one weaker evidence.",
    examples: ["certify"]),
  CommandSpec(
    "budget", .optimize, "Sets caps that no command goes over.",
    [.optional("amount", .money, "in all")],
    options: [
      .option("questions", .integer(0...Int.max), nil, "asked at most"),
      .option("calls", .integer(0...Int.max), nil, "to models at most"),
      .option("tokens", .integer(0...Int.max), nil, "of models at most"),
      .option("role", .choice(["answer", "judge", "propose"]), nil, "of a model's calls, and not for all of them"),
      .option("time", .duration, nil, "spent in warehouses at most"),
    ],
    detail: """
      What a call may cost at worst is set aside before it is made; one that does not fit is refused. show budget says \
      what each role spent.
      """,
    examples: ["budget $5 calls=2000", "budget $2 role=judge", "budget questions=5000"]),
]
