internal import Basics

/// What the person wants from the program, as its arguments say it.
enum Invocation: Equatable {
  case interactive
  case run(file: String, parameters: [String])
  case kernel(connectionFile: String)
  case install(InstallPlace)
  case help
  case version

  /// Where the kernel is made known to Jupyter.
  enum InstallPlace: Equatable {
    case user
    case environment
    case prefix(String)
  }

  init(_ arguments: [String]) throws(ArgumentProblem) {
    guard let verb = arguments.first else {
      self = .interactive
      return
    }
    let rest = Array(arguments.dropFirst())
    if rest.contains("--help") || rest.contains("-h"), Self.verbs.contains(verb) {
      self = .help
      return
    }
    switch verb {
    case "--help", "-h", "help": self = .help
    case "--version", "-V", "version": self = .version
    case "kernel": self = .kernel(connectionFile: try Self.connectionFile(rest))
    case "install": self = .install(try Self.place(rest))
    case "run":
      guard let file = rest.first else { throw .missingFile }
      self = .run(file: file, parameters: Array(rest.dropFirst()))
    default: throw .unknown(verb, nearest: nearest(to: verb, among: Self.verbs + ["--help", "--version"]))
    }
  }

  private static let verbs = ["run", "kernel", "install", "help", "version"]

  private static func connectionFile(_ arguments: [String]) throws(ArgumentProblem) -> String {
    let options = ["--connection-file", "-f"]
    guard let option = arguments.first else { throw .missingConnectionFile }
    if let (name, value) = split(option), name == "--connection-file", arguments.count == 1 { return value }
    guard options.contains(option) else { throw .unknown(option, nearest: nearest(to: option, among: options)) }
    guard arguments.count >= 2 else { throw .missingValue(option) }
    guard arguments.count == 2 else { throw .unknown(arguments[2], nearest: nil) }
    return arguments[1]
  }

  private static func place(_ arguments: [String]) throws(ArgumentProblem) -> InstallPlace {
    guard let option = arguments.first else { return .user }
    var used = 1
    let place: InstallPlace
    switch (option, split(option)) {
    case ("--user", _): place = .user
    case ("--sys-prefix", _): place = .environment
    case ("--prefix", _):
      guard arguments.count >= 2 else { throw .missingValue(option) }
      used = 2
      place = .prefix(arguments[1])
    case (_, ("--prefix", let folder)?): place = .prefix(folder)
    default: throw .unknown(option, nearest: nearest(to: option, among: ["--user", "--sys-prefix", "--prefix"]))
    }
    if case .prefix("") = place { throw .missingValue("--prefix") }
    guard arguments.count == used else { throw .unknown(arguments[used], nearest: nil) }
    return place
  }

  /// `--name=value` in two.
  private static func split(_ option: String) -> (name: String, value: String)? {
    guard option.hasPrefix("--"), let equals = option.firstIndex(of: "=") else { return nil }
    return (String(option[..<equals]), String(option[option.index(after: equals)...]))
  }
}

/// Arguments that cannot be followed, and the sentence that says why.
enum ArgumentProblem: Error, Equatable, CustomStringConvertible {
  case unknown(String, nearest: String?)
  case missingValue(String)
  case missingFile
  case missingConnectionFile

  var description: String {
    switch self {
    case .unknown(let word, let nearest):
      "unknown argument '\(word)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .missingValue(let option): "\(option) needs a value"
    case .missingFile: "run needs a file: chaos-llama run FILE.llama"
    case .missingConnectionFile: "kernel needs a connection file: chaos-llama kernel --connection-file FILE"
    }
  }
}
