internal import Basics

/// What `set` changes.
struct SessionSettings: Hashable {
  /// Columns of plain text; `nil` leaves it to the front end.
  var width: Int?
  /// Of splits and epochs, where a command does not say.
  var seed = 1
  /// Questions answered at once.
  var parallel = 2
  /// Similar examples that a model is shown.
  var examples = 4
  /// How often a model may correct SQL that does not run.
  var repairs = 1
  /// Causes of failure that a model is asked about in an epoch.
  var causes = 4
  /// Whether a model puts rows into words.
  var writes = false
  /// Questions a minute that Genie is asked; 0 is no limit.
  var geniePace = 5
  /// Seconds that a change of a Genie space needs until answers come from it.
  var genieWait = 30
  /// Copies of a Genie space that are asked.
  var genieShadows = 1

  /// One setting: its name, what it means, and how it is read and written.
  struct Setting: Sendable {
    let name: String
    let summary: String
    let wants: String
    let text: @Sendable (SessionSettings) -> String
    /// Whether the text was of the right kind; otherwise nothing changes.
    let assign: @Sendable (String, inout SessionSettings) -> Bool
  }

  /// What a store keeps: all but what is the screen's.
  var record: JSON {
    .object(JSONObject(Self.all.filter { $0.name != "width" }.map { ($0.name, .string($0.text(self))) }))
  }

  /// Takes over what ``record`` wrote, `except` some; what makes no sense is passed over.
  mutating func take(_ record: JSON, except: Set<String>) {
    for setting in Self.all where !except.contains(setting.name) {
      if let text = record[setting.name]?.stringValue { _ = setting.assign(text, &self) }
    }
  }

  private static func number(
    _ name: String, _ summary: String, _ range: ClosedRange<Int>,
    _ place: any WritableKeyPath<SessionSettings, Int> & Sendable
  ) -> Setting {
    Setting(
      name: name, summary: summary, wants: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      text: { "\($0[keyPath: place])" },
      assign: { text, settings in
        guard let value = Int(text), range.contains(value) else { return false }
        settings[keyPath: place] = value
        return true
      })
  }

  static let all: [Setting] = [
    number("causes", "causes of failure that a model is asked about in an epoch", 0...16, \.causes),
    number("examples", "similar examples that a model is shown", 0...50, \.examples),
    number("genie_pace", "questions a minute that Genie is asked; 0 is no limit", 0...10_000, \.geniePace),
    number("genie_shadows", "copies of a Genie space that are asked", 1...16, \.genieShadows),
    number("genie_wait", "seconds until a change of a Genie space shows in answers", 0...600, \.genieWait),
    number("repairs", "how often a model may correct SQL that does not run", 0...5, \.repairs),
    number("parallel", "questions answered at once", 1...256, \.parallel),
    Setting(
      name: "seed", summary: "of splits and epochs, where a command does not say", wants: "a whole number from 0",
      text: { "\($0.seed)" },
      assign: { text, settings in
        guard let value = Int(text), value >= 0 else { return false }
        settings.seed = value
        return true
      }),
    Setting(
      name: "words", summary: "whether a model puts the rows into words", wants: "yes or no",
      text: { $0.writes ? "yes" : "no" },
      assign: { text, settings in
        guard ["yes", "no"].contains(text) else { return false }
        settings.writes = text == "yes"
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
