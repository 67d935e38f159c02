internal import Basics
internal import FoundationEssentials
internal import Kernelspec

/// Writes the folder by which Jupyter finds the kernel (Jupyter client, "Kernel specs").
package enum KernelspecInstaller {
  package static let kernelName = "chaos-llama"

  /// The folder of the user's own kernels.
  package static func userFolder(_ environment: [String: String]) throws(InstallError) -> String {
    if let data = environment["JUPYTER_DATA_DIR"], !data.isEmpty { return data + "/kernels/" + kernelName }
    if let data = environment["XDG_DATA_HOME"], !data.isEmpty { return data + "/jupyter/kernels/" + kernelName }
    guard let home = environment["HOME"], !home.isEmpty else { throw .noHome }
    return folder(under: home + "/.local")
  }

  /// The folder of the active Python environment.
  package static func environmentFolder(_ environment: [String: String]) throws(InstallError) -> String {
    for name in ["VIRTUAL_ENV", "CONDA_PREFIX"] {
      if let prefix = environment[name], !prefix.isEmpty { return folder(under: prefix) }
    }
    throw .noEnvironment
  }

  package static func folder(under prefix: String) -> String { prefix + "/share/jupyter/kernels/" + kernelName }

  /// Writes the files, over those of an earlier installation.
  package static func install(in folder: String, program: String) throws(InstallError) {
    let path = JSON.string(program).text.dropFirst().dropLast()
    let spec = Kernelspec.template.replacing("{program}", with: path)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (name, bytes) in Kernelspec.logos + [("kernel.json", Array(spec.utf8))] {
        try Data(bytes).write(to: URL(filePath: folder).appending(path: name), options: .atomic)
      }
    } catch {
      throw .notWritable(folder)
    }
  }
}

/// Why the kernel could not be installed.
package enum InstallError: Error, Equatable, CustomStringConvertible {
  case noHome
  case noEnvironment
  case notWritable(String)

  package var description: String {
    switch self {
    case .noHome: "cannot tell where your kernels belong: HOME is not set; use --prefix DIR"
    case .noEnvironment:
      "no Python environment is active (VIRTUAL_ENV and CONDA_PREFIX are not set); activate one, or use --prefix DIR"
    case .notWritable(let folder): "cannot write to \(folder)"
    }
  }
}
