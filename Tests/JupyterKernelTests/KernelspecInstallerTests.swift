import Basics
import FoundationEssentials
import Testing

@testable import JupyterKernel

struct KernelspecInstallerTests {
  @Test(arguments: [
    (["JUPYTER_DATA_DIR": "/j", "HOME": "/h"], "/j/kernels/chaos-llama"),
    (["XDG_DATA_HOME": "/x", "HOME": "/h"], "/x/jupyter/kernels/chaos-llama"),
    (["HOME": "/h"], "/h/.local/share/jupyter/kernels/chaos-llama"),
  ])
  func findsTheUsersFolder(_ environment: [String: String], _ folder: String) throws {
    #expect(try KernelspecInstaller.userFolder(environment) == folder)
  }

  @Test func findsTheActiveEnvironment() throws {
    let folder = try KernelspecInstaller.environmentFolder(["VIRTUAL_ENV": "/v", "CONDA_PREFIX": "/c"])
    #expect(folder == "/v/share/jupyter/kernels/chaos-llama")
    #expect(throws: InstallError.noEnvironment) { try KernelspecInstaller.environmentFolder([:]) }
    #expect(throws: InstallError.noHome) { try KernelspecInstaller.userFolder(["HOME": ""]) }
  }

  @Test func writesWhatJupyterReads() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "kernelspec-" + freshIdentifier())
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = KernelspecInstaller.folder(under: root.path)
    for _ in 0..<2 { try KernelspecInstaller.install(in: folder, program: "/odd \"path\"/chaos-llama") }
    let spec = try JSON(parsing: try Data(contentsOf: URL(filePath: folder + "/kernel.json")))
    #expect(spec["argv"] == ["/odd \"path\"/chaos-llama", "kernel", "--connection-file", "{connection_file}"])
    #expect(spec["interrupt_mode"] == "message")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(files == ["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"])
    let logo = try Data(contentsOf: URL(filePath: folder + "/logo-64x64.png"))
    #expect(logo.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test func saysWhereItCannotWrite() {
    #expect(throws: InstallError.notWritable("/proc/nowhere")) {
      try KernelspecInstaller.install(in: "/proc/nowhere", program: "p")
    }
  }
}
