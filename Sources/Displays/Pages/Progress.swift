internal import Basics

/// How far long work has come, as one display that updates in place.
package struct Progress: Sendable, Hashable {
  package var title: String
  package var done: Int
  /// 0 where it is not known.
  package var total: Int
  /// Since the work began.
  package var seconds: Double
  /// What else is worth a word: running accuracy, spend against the budget.
  package var notes: [String]

  package init(_ title: String, done: Int, total: Int, seconds: Double, notes: [String] = []) {
    self.title = title
    self.done = done
    self.total = total
    self.seconds = seconds
    self.notes = notes
  }

  private var share: Double { total > 0 ? min(1, Double(done) / Double(total)) : 0 }

  private var facts: [String] {
    var facts = [total > 0 ? "\(grouped(done)) of \(grouped(total))" : grouped(done)]
    if seconds > 0.5, done > 0 {
      let rate = Double(done) / seconds
      facts.append(fixed(rate, rate < 10 ? 1 : 0) + " a second")
      if total > done { facts.append(duration(Double(total - done) / rate) + " to go") }
    }
    return facts + notes
  }

  package func bundle(width: Int = 100) -> Bundle {
    let room = 24
    let filled = Chart.bar(share, room)
    let bar = filled + String(repeating: "░", count: max(0, room - displayWidth(filled)))
    var bundle = Bundle(plain: fitted("\(title)  \(bar)  " + facts.joined(separator: " · "), to: width))
    let track = HTML.element(
      "span", ["class": "bar"], [.element("span", ["style": "width:\(fixed(share * 100, 1))%"], [])])
    let line = HTML.element(
      "div", [:],
      [
        .element("span", class: "strong", title + " "), track,
        .element("span", class: "muted", facts.joined(separator: " · ")),
      ])
    bundle[MIMEType.html] = .string(Theme.output([line]).markup)
    bundle.isProgress = true
    return bundle
  }
}

/// A time span for a person: `0.4 s`, `12 s`, `3 min 20 s`.
package func duration(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
  if seconds < 10 { return fixed(seconds, 1) + " s" }
  let whole = Int(seconds.rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return "\(whole / 60) min" + (whole % 60 > 0 ? " \(whole % 60) s" : "") }
  return "\(whole / 3600) h" + (whole % 3600 >= 60 ? " \(whole % 3600 / 60) min" : "")
}
