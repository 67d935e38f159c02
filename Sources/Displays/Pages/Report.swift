internal import Basics

/// A page that stands alone: results one below the other, readable in any browser, light or dark.
package struct Report: Sendable {
  package var title: String
  package var bundles: [Bundle]

  package init(_ title: String, _ bundles: [Bundle]) {
    self.title = title
    self.bundles = bundles
  }

  package var html: String {
    let head = HTML.element(
      "head", [:],
      [
        HTML(trustedMarkup: #"<meta charset="utf-8"><meta name="viewport" content="width=device-width">"#),
        .element("title", title),
        HTML(
          trustedMarkup: """
            <style>:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:32px auto;max-width:1080px;\
            padding:0 20px;background:Canvas;color:CanvasText}h1{font-size:24px}section{margin:18px 0}</style>
            """),
      ])
    let sections = bundles.map { bundle in
      // Both forms were made here, escaped by construction.
      let markup = bundle[MIMEType.svg]?.stringValue ?? bundle[MIMEType.html]?.stringValue
      return HTML.element(
        "section", [:], [markup.map { HTML(trustedMarkup: $0) } ?? .element("pre", bundle.plain)])
    }
    let body = HTML.element("body", [:], [.element("h1", title)] + sections)
    return "<!doctype html>\n" + HTML.element("html", ["lang": "en"], [head, body]).markup + "\n"
  }
}
