internal import CEditline
internal import CLinux
internal import Glibc

/// Lines typed on a terminal, with editing, history and completion, by libedit; for the main thread alone.
final class LineEditor {
  enum Line: Equatable {
    case text(String)
    case interrupted
    case end
  }

  /// What the Tab key does: the text before the cursor to what may follow.
  var completes: ((_ line: String, _ cursor: Int) -> TabCompletion)?

  private let editor: OpaquePointer
  private let history: OpaquePointer
  private let file: String?
  private var prompt: UnsafeMutablePointer<CChar>?
  private let interrupts: Int32
  private var isInterrupted = false

  /// `nil` where the terminal cannot be used; `interrupts` becomes readable when the person interrupts.
  init?(historyFile: String?, interrupts: Int32) {
    chaos_use_utf8()
    guard let editor = chaos_editor_open("chaos-llama"), let history = history_init() else { return nil }
    self.editor = editor
    self.history = history
    file = historyFile
    self.interrupts = interrupts
    chaos_editor_set_owner(editor, Unmanaged.passUnretained(self).toOpaque())
    chaos_editor_set_prompt(editor, showPrompt, 1)
    chaos_history_set_size(history, 2000)
    chaos_editor_set_defaults(editor, history)
    chaos_editor_set_reader(editor, readScalar)
    chaos_editor_set_keys(editor, pressTab)
    if let file { _ = chaos_history_load(history, file) }
    el_source(editor, nil)
  }

  deinit {
    el_end(editor)
    history_end(history)
    free(prompt)
  }

  /// Waits for a line; of `prompt` what stands between bytes 1 takes no columns.
  func read(_ prompt: String, isRemembered: Bool = true) -> Line {
    free(self.prompt)
    self.prompt = strdup(prompt)
    el_resize(editor)
    var count: Int32 = 0
    isInterrupted = false
    guard let typed = el_gets(editor, &count), count > 0, !isInterrupted else {
      el_reset(editor)
      return isInterrupted ? .interrupted : .end
    }
    var line = String(cString: typed)
    while let last = line.unicodeScalars.last, last == "\n" || last == "\r" { line.unicodeScalars.removeLast() }
    if isRemembered, !line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { remember(line) }
    return .text(line)
  }

  private func remember(_ line: String) {
    chaos_history_add(history, line)
    if let file { _ = chaos_history_save(history, file) }
  }

  fileprivate var promptText: UnsafeMutablePointer<CChar>? { prompt }

  /// The next scalar typed: 1, 0 at the end, or -1. Waiting for both descriptors leaves no gap in which an
  /// interrupt could go unseen.
  fileprivate func scalar(_ result: UnsafeMutablePointer<wchar_t>) -> Int32 {
    var reader = ByteReader(interrupts: interrupts)
    defer { isInterrupted = reader.isInterrupted }
    guard let scalar = reader.nextScalar() else { return reader.isInterrupted ? -1 : 0 }
    // Ctrl-D typed just before the terminal left line mode arrives as a null.
    result.pointee = scalar.value == 0 ? 4 : wchar_t(clamping: scalar.value)
    return 1
  }

  fileprivate func tab() -> UInt8 {
    guard let completes, let info = el_line(editor)?.pointee, let start = info.buffer, let cursor = info.cursor,
      let end = info.lastchar
    else { return UInt8(CC_ERROR) }
    let before = text(from: start, to: cursor)
    let completion = completes(before + text(from: cursor, to: end), before.unicodeScalars.count)
    if completion.isEmpty { return UInt8(CC_ERROR) }
    if completion.removed > 0 { el_deletestr(editor, Int32(clamping: completion.removed)) }
    if !completion.inserted.isEmpty { el_insertstr(editor, completion.inserted) }
    guard !completion.listing.isEmpty else { return UInt8(CC_REFRESH) }
    Console(environment: [:]).write("\n" + completion.listing, to: STDOUT_FILENO)
    return UInt8(CC_REDISPLAY)
  }

  private func text(from start: UnsafePointer<CChar>, to end: UnsafePointer<CChar>) -> String {
    String(
      decoding: UnsafeBufferPointer(start: start, count: max(0, end - start)).map(UInt8.init(bitPattern:)),
      as: UTF8.self)
  }
}

private func owner(of editor: OpaquePointer?) -> LineEditor? {
  chaos_editor_owner(editor).map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue() }
}

private func readScalar(_ editor: OpaquePointer?, _ result: UnsafeMutablePointer<wchar_t>?) -> Int32 {
  guard let owner = owner(of: editor), let result else { return -1 }
  return owner.scalar(result)
}

private func showPrompt(_ editor: OpaquePointer?) -> UnsafeMutablePointer<CChar>? { owner(of: editor)?.promptText }

private func pressTab(_ editor: OpaquePointer?, _ key: Int32) -> UInt8 { owner(of: editor)?.tab() ?? UInt8(CC_ERROR) }
