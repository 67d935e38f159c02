internal import Glibc

/// The only code there is on the main actor: all else starts from a plain function.
@main enum ChaosLlama {
  static func main() {
    exit(Program.run(CommandLine.arguments))
  }
}
