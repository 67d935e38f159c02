import Basics

import Displays
import Testing

@Suite struct TableTests {
  let table = Table(
    "Runs",
    columns: [.init("version"), .init("accuracy", .number), .init("note")],
    rows: [
      ["v0", Table.Cell("18.3 %", .bad), "bare <space> & nothing else"],
      ["v12", Table.Cell("75.0 %", .good), "zwölf 🦙 日本 e\u{301}"],
      ["v13", Table.Cell("9.1 %"), Table.Cell(String(repeating: "long ", count: 60), .muted)],
    ], shown: 3, total: 1203)

  @Test func plainTextIsAlignedAndFits() throws {
    let text = table.text(width: 60)
    for line in text.split(separator: "\n") { #expect(displayWidth(String(line)) <= 60) }
    try expectSnapshot(text + "\n", "table.txt")
  }

  @Test func markupIsEscapedAndFolded() throws {
    let html = table.html.markup
    #expect(html.contains("bare &lt;space&gt; &amp; nothing else"))
    #expect(html.contains("<details><summary>long "))
    #expect(html.contains("… and 1,200 more rows"))
    try expectSnapshot(html + "\n", "table.html")
  }

  @Test func raggedRowsAreFilled() {
    let table = Table(columns: [.init("a"), .init("b")], rows: [["1"], ["1", "2", "3"], []])
    #expect(table.text() == " a  b\n ─  ─\n 1\n 1  2\n")
    #expect(Table(columns: [], rows: []).text().isEmpty == false)
  }

  @Test func codeStandsBelowItsRow() {
    let table = Table(columns: [.init("id"), .init("SQL", .code)], rows: [["q1", "SELECT 1"], ["q2", ""]])
    #expect(table.text() == " id\n ──\n q1\n     SQL  SELECT 1\n q2")
  }

  @Test(arguments: [("abc", 3), ("日本", 4), ("🦙", 2), ("e\u{301}", 1), ("\u{200B}", 0), ("é", 1), ("👩‍👩‍👧", 2)])
  func measuresColumns(text: String, width: Int) {
    #expect(displayWidth(text) == width)
  }

  @Test(arguments: [("abcdef", 4, "abc…"), ("日本語", 4, "日…"), ("ab", 2, "ab"), ("ab", 0, "")])
  func cutsToWidth(text: String, width: Int, cut: String) {
    #expect(fitted(text, to: width) == cut)
    #expect(displayWidth(fitted(text, to: width)) <= width)
  }
}
