/// What `set` changes.
struct SessionSettings: Hashable {
  /// Columns of plain text; `nil` leaves it to the front end.
  var width: Int?
  /// Of splits and epochs, where a command does not say.
  var seed = 1
  /// Questions answered at once.
  var parallel = 2

  /// One setting: its name, what it means, and how it is read and written.
  struct Setting: Sendable {
    let name: String
    let summary: String
    let wants: String
    let text: @Sendable (SessionSettings) -> String
    /// Whether the text was of the right kind; otherwise nothing changes.
    let assign: @Sendable (String, inout SessionSettings) -> Bool
  }

  static let all: [Setting] = [
    Setting(
      name: "parallel", summary: "questions answered at once", wants: "a whole number from 1 to 256",
      text: { "\($0.parallel)" },
      assign: { text, settings in
        guard let value = Int(text), (1...256).contains(value) else { return false }
        settings.parallel = value
        return true
      }),
    Setting(
      name: "seed", summary: "of splits and epochs, where a command does not say", wants: "a whole number from 0",
      text: { "\($0.seed)" },
      assign: { text, settings in
        guard let value = Int(text), value >= 0 else { return false }
        settings.seed = value
        return true
      }),
    Setting(
      name: "width", summary: "columns of plain text", wants: "a whole number from 40 to 400, or auto",
      text: { $0.width.map(String.init) ?? "auto" },
      assign: { text, settings in
        let value = Int(text)
        guard text == "auto" || value.map({ (40...400).contains($0) }) == true else { return false }
        settings.width = value
        return true
      }),
  ]
}
