internal import CLinux
internal import FoundationEssentials

/// Where typed lines are kept between sessions: the XDG state folder, or nowhere.
func historyFile(_ environment: [String: String]) -> String? {
  let state: String
  if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") {
    state = folder
  } else if let home = environment["HOME"], home.hasPrefix("/") {
    state = home + "/.local/state"
  } else {
    return nil
  }
  let folder = state + "/chaos-llama"
  do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch { return nil }
  return access(folder, W_OK) == 0 ? folder + "/history" : nil
}
