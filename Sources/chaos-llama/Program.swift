internal import FoundationEssentials
internal import Glibc
internal import JupyterKernel
internal import LineREPL

/// Reads the arguments and starts a front end.
enum Program {
  static let version = "0.1.0"

  static let usage = """
    Chaos Llama tunes text-to-SQL assistants on real questions.

    usage: chaos-llama                                       an interactive session (or commands from standard input)
           chaos-llama run FILE.llama [key=value ...]        run a file of commands
           chaos-llama kernel --connection-file FILE         serve a Jupyter client; Jupyter itself calls this
           chaos-llama install [--user | --sys-prefix | --prefix DIR]
                                                             make the kernel known to Jupyter
           chaos-llama --help | --version

    """

  /// Gives the exit status: 0, 1 where something failed, 2 for arguments that make no sense.
  static func run(_ arguments: [String]) -> Int32 {
    do {
      return start(try Invocation(Array(arguments.dropFirst())))
    } catch {
      say("chaos-llama: \(error)\n\n\(usage)", to: STDERR_FILENO)
      return 2
    }
  }

  private static func start(_ invocation: Invocation) -> Int32 {
    switch invocation {
    case .help: say(usage, to: STDOUT_FILENO)
    case .version: say("chaos-llama \(version)\n", to: STDOUT_FILENO)
    case .install(let place): return install(place)
    case .kernel(let file):
      let status = Kernel.serve(
        connectionFile: file, version: version, environment: ProcessInfo.processInfo.environment,
        makingInterpreter: makeInterpreter)
      // Tasks may still run: leave without tearing the process down under them.
      _exit(status)
    case .interactive:
      let environment = ProcessInfo.processInfo.environment
      _exit(
        runStandardInput(
          interpreter: makeInterpreter(), console: Console(environment: environment), environment: environment))
    case .run(let file, let parameters):
      let console = Console(environment: ProcessInfo.processInfo.environment)
      _exit(runFile(file, arguments: parameters, interpreter: makeInterpreter(), console: console))
    }
    return 0
  }

  private static func install(_ place: Invocation.InstallPlace) -> Int32 {
    let environment = ProcessInfo.processInfo.environment
    do {
      let folder =
        switch place {
        case .user: try KernelspecInstaller.userFolder(environment)
        case .environment: try KernelspecInstaller.environmentFolder(environment)
        case .prefix(let prefix): KernelspecInstaller.folder(under: prefix)
        }
      try KernelspecInstaller.install(in: folder, program: programPath)
      say("The kernel 'chaos-llama' is installed in \(folder)\n", to: STDOUT_FILENO)
      return 0
    } catch {
      say("chaos-llama: \(error)\n", to: STDERR_FILENO)
      return 1
    }
  }

  private static var programPath: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }

  static func say(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }
}
