package import Basics

/// One result in every form a front end may show: MIME type to content, the richest form first.
///
/// `text/plain` is always there. JSON types hold JSON, all others strings (Jupyter messaging, "display_data").
package struct Bundle: Sendable, Equatable {
  package private(set) var data: JSONObject
  package var metadata = JSONObject()

  package init(plain: String) { data = JSONObject([(MIMEType.plain, .string(plain))]) }

  package subscript(type: String) -> JSON? {
    get { data[type] }
    set { data[type] = newValue }
  }

  package var plain: String { data[MIMEType.plain]?.stringValue ?? "" }

  /// Whether it only tells how far work has come: a terminal shows it in one line in place and forgets it.
  package var isProgress: Bool {
    get { metadata["chaos_llama_progress"]?.boolValue ?? false }
    set { metadata["chaos_llama_progress"] = newValue ? true : nil }
  }
}

/// The MIME types in use.
package enum MIMEType {
  package static let plain = "text/plain"
  package static let html = "text/html"
  package static let svg = "image/svg+xml"
  /// JupyterLab renders version 5 and not 6.
  package static let vegaLite = "application/vnd.vegalite.v5+json"
}
