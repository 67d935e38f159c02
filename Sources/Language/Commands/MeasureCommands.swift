let measureCommands: [CommandSpec] = [
  CommandSpec(
    "run", .measure, "Asks every question of a split and judges the answers.",
    options: [
      .option("on", .choice(["train", "validation"]), "validation", "the split"),
      .option("version", .version, nil, "of the space; otherwise the current one"),
      .option("samples", .integer(1...20), "1", "times each question is asked"),
      .option("limit", .integer(1...Int.max), nil, "so many questions at most"),
    ],
    detail: "A run that was cut off goes on where it stopped. The test split is asked by certify alone.",
    examples: ["run", "run on=train version=v2 samples=3"]),
  CommandSpec(
    "compare", .measure, "Compares two versions question by question: wins, losses, interval, significance.",
    [.required("from", .version), .optional("to", .version, "otherwise the current one")],
    options: [.option("on", .choice(["train", "validation"]), "validation", "the split")],
    examples: ["compare v0 v3", "compare v0 v3 on=train"]),
  CommandSpec(
    "judge", .measure, "Judges a run again without asking again.",
    [.required("run", .named(.run))],
    options: [.option("with", .names(.judge), nil, "only these judges")],
    examples: ["judge r3", "judge r3 with=result,tables"]),
]
