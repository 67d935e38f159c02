internal import Basics

/// A text while it is being written; the result takes its place.
package struct Writing: Sendable, Hashable {
  package var title: String
  package var text: String

  package init(_ title: String, text: String) {
    self.title = title
    self.text = text
  }

  /// All of the text where there is room; on a line its end.
  package func bundle(width: Int = 100) -> Bundle {
    let line = text.map { $0.isNewline ? " " : $0 }
    let room = max(20, width - displayWidth(title) - 2)
    let end = line.count > room ? "…" + String(line.suffix(room - 1)) : String(line)
    var bundle = Bundle(plain: fitted("\(title)  \(end)", to: width))
    let page = [HTML.element("div", class: "strong", title), HTML.element("pre", [:], [.text(text)])]
    bundle[MIMEType.html] = .string(Theme.output(page).markup)
    bundle.isProgress = true
    return bundle
  }
}
