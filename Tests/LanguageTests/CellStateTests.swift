import Testing

@testable import Language

@Suite struct CellStateTests {
  @Test(arguments: [
    "", "run", "show space\nrun", "sql SELECT 1", "sql SELECT 1\nFROM a;", "sql SELECT 1\nFROM a\n\n",
    "ask \"\"\"a\nb\"\"\"", "load evals ${data}/a.csv", "plot line from (SELECT\n1)",
  ])
  func complete(_ text: String) { #expect(cellState(of: Source(text)) == .complete) }

  @Test(arguments: [
    ("sql", "  "), ("sql on=store\n", "  "), ("sql SELECT 1\nFROM a", "  "), ("sql SELECT (", "  "),
    ("sql SELECT 'a", "  "), ("ask \"\"\"a\nb", ""), ("plot line from (SELECT 1", "  "), ("step \\", "  "),
  ])
  func incomplete(_ text: String, _ indent: String) {
    #expect(cellState(of: Source(text)) == .incomplete(indent: indent))
  }

  @Test(arguments: ["shwo", "ask \"a", "shwo\nask \"\"\"", "sql\n\n", "run on=x"])
  func invalid(_ text: String) { #expect(cellState(of: Source(text)) == .invalid) }
}
