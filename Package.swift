// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// A module of the data flow and what it may import; the table in CONTRIBUTING.md says why.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: settings)
}

let package = Package(
  name: "chaos-llama",
  products: [.executable(name: "chaos-llama", targets: ["chaos-llama"])],
  targets: [
    .systemLibrary(name: "CCrypto"),
    .systemLibrary(name: "CCurl"),
    .systemLibrary(name: "CEditline"),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CSQLite"),
    .systemLibrary(name: "CTCMalloc"),
    .systemLibrary(name: "CZeroMQ"),

    module("Basics", ["CCrypto"]),
    module("Platform", ["CLinux", "CTCMalloc"]),
    module("Statistics"),
    module("SQLite", ["CSQLite", "Platform"]),
    module("HTTP", ["CCurl", "CLinux", "Platform"]),
    module("Databricks", ["HTTP", "Basics", "Platform"]),
    module("Models", ["HTTP", "Basics", "Platform"]),
    module("SQLText", ["Basics"]),
    module("Warehouses", ["SQLite", "HTTP", "SQLText", "Basics", "Platform"]),
    module("Spaces", ["Basics", "SQLText"]),
    module("Retrieval", ["SQLite", "Basics"]),
    module("Systems", ["Databricks", "Models", "Retrieval", "Warehouses", "Spaces", "SQLText", "Basics", "Platform"]),
    module("Judges", ["Models", "Systems", "Warehouses", "SQLText", "Statistics", "Basics", "Platform"]),
    module(
      "Epochs", ["Judges", "Models", "Systems", "Warehouses", "Spaces", "SQLText", "Statistics", "Basics", "Platform"]),
    module("Store", ["Epochs", "Judges", "Models", "Systems", "Warehouses", "Spaces", "SQLite", "Basics", "Platform"]),
    module("Language", ["Basics"]),
    module("Displays", ["Basics", "Platform"]),
    module(
      "Sessions",
      [
        "Language", "Displays", "Store", "Epochs", "Judges", "Models", "Systems", "Warehouses", "Databricks", "HTTP",
        "Spaces", "SQLText", "SQLite", "Statistics", "Basics", "Platform",
      ]),
    .target(
      name: "Kernelspec", path: "kernelspec",
      resources: ["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"].map { .embedInCode($0) },
      swiftSettings: settings),
    module("JupyterKernel", ["Displays", "Basics", "Platform", "Kernelspec", "CZeroMQ", "CLinux"]),
    module("LineREPL", ["Displays", "Basics", "Platform", "CEditline", "CLinux"]),
    .executableTarget(
      name: "chaos-llama", dependencies: ["Sessions", "JupyterKernel", "LineREPL", "Displays", "Basics", "Platform"],
      swiftSettings: settings),
    .target(
      name: "Simulations", dependencies: ["Statistics", "Basics"], path: "Tests/Simulations", swiftSettings: settings),
    .target(
      name: "SQLFuzzing", dependencies: ["SQLText", "Basics"], path: "Tests/SQLFuzzing", swiftSettings: settings),
    .target(
      name: "Stubs", dependencies: ["CLinux", "Platform"], path: "Tests/Stubs",
      exclude: ["chat.py", "server.py", "statements.py", "workspace.py"],
      swiftSettings: settings),
    .target(
      name: "HostileSQL", dependencies: ["Warehouses", "SQLite", "Basics"], path: "Tests/HostileSQL",
      swiftSettings: settings),
    .executableTarget(
      name: "stand-in-answers", dependencies: ["Systems", "Warehouses", "Spaces", "Basics"], path: "Tests/StandIn",
      swiftSettings: settings),
    .executableTarget(
      name: "checks",
      dependencies: ["SQLFuzzing", "Simulations", "SQLText", "Warehouses", "Statistics", "Basics", "Platform"],
      path: "Tests/Checks", swiftSettings: settings),
    .executableTarget(
      name: "judging-benchmarks",
      dependencies: ["Epochs", "Judges", "Systems", "Warehouses", "Store", "Spaces", "SQLite", "Basics", "Platform"],
      path: "Tests/Benchmarks", swiftSettings: settings),
    .executableTarget(
      name: "warehouse-checks", dependencies: ["Warehouses", "HTTP", "SQLText", "Basics", "Platform"],
      path: "Tests/Integration", exclude: ["load.py", "model.py", "run.py"], swiftSettings: settings),

    .executableTarget(
      name: "http-benchmarks", dependencies: ["Models", "HTTP", "Basics", "Platform"], path: "Tests/Load",
      exclude: ["compare.py", "openai_client.py", "stub.py"], swiftSettings: settings),

    tests("Basics"),
    tests("Platform"),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Simulations", "Statistics", "Basics"], exclude: ["References"],
      swiftSettings: settings),
    tests("SQLite", ["Platform"]),
    tests("HTTP", ["Stubs", "Platform", "Basics"]),
    tests("Databricks", ["Stubs", "HTTP", "Basics", "Platform"]),
    tests("Models", ["Stubs", "HTTP", "Basics", "Platform"]),
    tests("SQLText", ["SQLFuzzing", "Basics"]),
    tests("Warehouses", ["HostileSQL", "Stubs", "SQLite", "HTTP", "SQLText", "Basics", "Platform"]),
    tests("Spaces", ["Basics"]),
    tests("Retrieval", ["SQLite", "Basics"]),
    tests(
      "Systems",
      ["HostileSQL", "Databricks", "Models", "HTTP", "Stubs", "Warehouses", "Spaces", "SQLText", "SQLite", "Basics"]),
    tests("Judges", ["HostileSQL", "Models", "Systems", "Warehouses", "Spaces", "SQLite", "Basics"]),
    tests(
      "Epochs", ["Judges", "Models", "Systems", "Warehouses", "Spaces", "SQLText", "Statistics", "Basics", "Platform"]),
    tests("Store", ["Models", "Epochs", "Judges", "Systems", "Warehouses", "Spaces", "SQLite", "Basics", "Platform"]),
    tests("Language", ["Basics"]),
    .testTarget(
      name: "DisplaysTests", dependencies: ["Displays", "Basics", "Platform"], exclude: ["Snapshots"],
      swiftSettings: settings),
    .testTarget(
      name: "SessionsTests",
      dependencies: [
        "HostileSQL", "Stubs", "HTTP", "Models", "Epochs", "Spaces", "Sessions", "Language", "Displays", "Store",
        "SQLite", "Basics",
        "Platform",
      ],
      exclude: ["Scenarios"], swiftSettings: settings),
    tests("JupyterKernel", ["Displays", "Basics", "Platform", "CZeroMQ", "CLinux", "chaos-llama"]),
    .testTarget(name: "ProgramTests", dependencies: ["chaos-llama"], swiftSettings: settings),
    tests("LineREPL", ["Displays", "Basics", "Platform", "chaos-llama"]),
  ],
  swiftLanguageModes: [.v6]
)
