internal import Glibc
internal import Platform

/// The only code there is on the main actor: all else starts from a plain function.
@main enum ChaosLlama {
  static func main() {
    limitArenas()
    exit(Program.run(CommandLine.arguments))
  }
}
