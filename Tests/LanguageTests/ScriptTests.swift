import Testing

@testable import Language

@Suite struct ScriptTests {
  private func shape(_ blocks: [Script.Block], _ source: Source) -> String {
    blocks.map { block in
      switch block {
      case .commands(let span): "‹" + trimmed(source.text(span)) + "›"
      case .loop(let loop): "\(loop.name)(\(source.text(loop.pattern))){\(shape(loop.body, source))}"
      }
    }.joined()
  }

  @Test(arguments: [
    ("show runs", "‹show runs›"),
    ("for a in *.x\nshow runs\nend", "a(*.x){‹show runs›}"),
    (
      "show runs\n  for a in \"my dir/*.x\"  # all\n show runs\n  end # a\nshow evals",
      "‹show runs›a(my dir/*.x){‹show runs›}‹show evals›"
    ),
    (
      "for a in ${d}/*\nfor b in ${a}/*\nshow runs\nend\nshow evals\nend",
      "a(${d}/*){b(${a}/*){‹show runs›}‹show evals›}"
    ),
    ("for a in x\r\nshow runs\r\nend\r\n", "a(x){‹show runs›}"),
    ("ask \"\"\"\nfor example\nend\n\"\"\"\nfor a in x\nend", "‹ask \"\"\"\nfor example\nend\n\"\"\"›a(x){}"),
    ("# for a in x \"\"\"\nfor a in x\nend", "‹# for a in x \"\"\"›a(x){}"),
    ("sql SELECT CASE 1 WHEN 1 THEN 2\nend", "‹sql SELECT CASE 1 WHEN 1 THEN 2\nend›"),
    ("forward march", "‹forward march›"),
  ]) func takesLoopsApart(_ text: String, _ wanted: String) throws {
    let source = Source(text)
    #expect(shape(try Script(source).blocks, source) == wanted)
  }

  @Test(arguments: [
    ("show runs\nfor a in\nend", "for a in", "a loop begins with"),
    ("for 7 in x\nend", "for 7 in x", "a loop begins with"),
    ("for a in x y\nend", "for a in x y", "a loop begins with"),
    ("for a in \"x\nend", "for a in \"x", "a loop begins with"),
    ("for a in x\n for b in y\nend", "for a in x", "not closed"),
    (String(repeating: "for a in x\n", count: 17), "for a in x", "at most 16 deep"),
  ]) func refusesLoops(_ text: String, _ marked: String, _ says: String) throws {
    let source = Source(text)
    let error = try #require(throws: ParseError.self) { try Script(source) }
    let diagnostic = error.diagnostic()
    #expect(source.text(error.span) == marked)
    #expect(diagnostic.name == "SyntaxError" && diagnostic.message.contains(says), "\(diagnostic.message)")
  }

  @Test func findsErrorsInEveryBlockBeforeAnythingRuns() throws {
    let source = Source("show runs\nfor a in x\n  shwo ${a}\n  run limit=${a}\nend\nshow nothing")
    let errors = try Script(source).errors(in: source)
    #expect(errors.map { source.text($0.span) } == ["shwo", "nothing"])
    #expect(errors.map { source.line(at: $0.span.start).number } == [3, 6])
  }

  @Test(arguments: [
    ("for a in x", CellState.incomplete(indent: "  ")), ("for a in x\nshow runs\nend", .complete),
    ("for a in\n", .invalid), ("for a in x\nshwo\nend", .invalid), ("for a in ${d}\nconnect ${a_path}\nend", .complete),
  ]) func tellsWhetherALoopIsWhole(_ text: String, _ state: CellState) {
    #expect(cellState(of: Source(text)) == state)
  }
}
