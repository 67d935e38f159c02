internal import Basics
internal import FoundationEssentials

/// Files as commands name them.
enum Files {
  /// The path of a file that is there and is no folder; `~` is the home folder.
  static func existing(_ path: String) throws(SessionError) -> String {
    let path = expanded(path)
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .missingFile(path, near: near(path))
    }
    guard !isFolder else { throw .isFolder(path) }
    return path
  }

  static func text(_ path: String) throws(SessionError) -> String {
    guard let bytes = try? Data(contentsOf: URL(filePath: path)), let text = String(validating: bytes, as: UTF8.self)
    else { throw .unreadable(path) }
    return text
  }

  /// Writes all or nothing: the file is replaced only once the new one is complete.
  static func write(_ text: String, to path: String) throws(SessionError) {
    let path = expanded(path)
    var isFolder = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder { throw .isFolder(path) }
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw .unwritable(path)
    }
  }

  static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] else {
      return path
    }
    return home + path.dropFirst()
  }

  static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  /// The files that a pattern names, sorted: `*` in its last part stands for any text.
  static func matching(_ pattern: String) throws(SessionError) -> [String] {
    let path = expanded(pattern)
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let (folder, name) = (String(path[..<slash]), path[slash...])
    guard let star = name.firstIndex(of: "*") else { return [try existing(path)] }
    let (prefix, suffix) = (name[..<star], name[name.index(after: star)...])
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    let found = names.sorted().filter {
      $0.hasPrefix(prefix) && $0.hasSuffix(suffix) && $0.utf8.count >= prefix.utf8.count + suffix.utf8.count
    }
    guard !found.isEmpty else { throw .missingFile(pattern, near: nil) }
    return found.map { folder + $0 }
  }

  /// The file's name without folders and extension.
  static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Letters, digits and underscores only, as identifiers want them.
  static func identifier(_ name: String) -> String {
    let text = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    return text.first?.isNumber ?? true ? "_" + text : text
  }

  /// A file of nearly that name in the same folder.
  private static func near(_ path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let folder = parts.dropLast().joined(separator: "/")
    let place = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place),
      let found = nearest(to: parts.last ?? "", among: names.sorted())
    else { return nil }
    return folder.isEmpty && !path.hasPrefix("/") ? found : folder + "/" + found
  }
}
