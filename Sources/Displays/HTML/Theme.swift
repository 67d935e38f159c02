/// The look of everything shown as HTML. Colours are translucent or of middle brightness, so that they read on a light
/// and on a dark ground; fonts and text colour are those of the page around.
package enum Theme {
  package static let style = HTML(trustedMarkup: "<style>" + rules.map { "\(root)\($0)" }.joined() + "</style>")

  /// Written twice so that it weighs more than the rules of the notebook around, which set figures and text alike.
  private static let root = ".chaos.chaos"

  private static let rules = [
    "{font-size:13px;line-height:1.45;margin:2px 0 6px}",
    " h3{font-size:14px;margin:10px 0 4px;font-weight:600}",
    " p{margin:4px 0;max-width:60em}",
    " .scroll{max-height:640px;overflow:auto;display:block;width:fit-content;max-width:100%;margin:8px 0}",
    " table{border-collapse:collapse;border:none;margin:0;font-size:13px;table-layout:auto}",
    " th{position:sticky;top:0;text-align:left;font-weight:600;padding:4px 12px;white-space:nowrap;"
      + "background:var(--jp-layout-color0,Canvas);border-bottom:2px solid rgba(128,136,150,.55)}",
    " td{text-align:left;padding:3px 12px;border-bottom:1px solid rgba(128,136,150,.22);vertical-align:top;max-width:44em;"
      + "white-space:pre-wrap;overflow-wrap:break-word}",
    " tbody tr:nth-child(even){background:rgba(128,136,150,.06)}",
    " tbody tr:hover{background:rgba(15,157,138,.12)}",
    " .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}",
    " .code{font-family:var(--jp-code-font-family,ui-monospace,monospace);font-size:12px;min-width:15em}",
    " .good{color:#12986f}",
    " .bad{color:#d6453d}",
    " .muted{opacity:.62}",
    " .strong{font-weight:600}",
    " caption{caption-side:top;text-align:left;font-weight:600;padding:2px 0 4px}",
    " .more{opacity:.62;margin:2px 12px 6px}",
    " details summary{cursor:pointer}",
    " pre{background:rgba(128,136,150,.10);border-left:3px solid rgba(15,157,138,.6);padding:8px 12px;margin:4px 0;"
      + "overflow-x:auto;font-size:12.5px;line-height:1.5;white-space:pre-wrap;word-break:normal;overflow-wrap:break-word}",
    " pre.changes{border-left-color:rgba(128,136,150,.4)}",
    " .keyword{color:#3b82c4;font-weight:600}",
    " .literal{color:#b3702d}",
    " .added{color:#12986f}",
    " .removed{color:#d6453d}",
    " .facts{display:grid;grid-template-columns:max-content auto;gap:1px 16px;margin:4px 0}",
    " .facts .name{opacity:.62}",
    " .note{border-left:3px solid #c98a1b;background:rgba(201,138,27,.10);padding:5px 12px;margin:4px 0}",
    " .card{border:1px solid rgba(128,136,150,.35);border-radius:6px;padding:6px 14px 8px;margin:6px 0;max-width:62em}",
    " .bar{display:inline-block;width:240px;height:8px;border-radius:4px;background:rgba(128,136,150,.25);"
      + "vertical-align:middle;overflow:hidden;margin:0 10px 0 0}",
    " .bar span{display:block;height:8px;background:#0f9d8a}",
  ]

  /// Wraps pieces as one output with the style they need.
  package static func output(_ pieces: [HTML]) -> HTML {
    .element("div", ["class": "chaos"], [style] + pieces)
  }
}
