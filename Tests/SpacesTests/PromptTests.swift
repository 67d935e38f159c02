import Basics
import Spaces
import Testing

@Suite struct PromptTests {
  @Test(arguments: Prompt.allCases)
  func theStandardCanBeUsed(_ prompt: Prompt) throws {
    let template = try PromptTemplate(prompt.standard, for: prompt)
    let values = Dictionary(uniqueKeysWithValues: prompt.places.map { ($0, "<\($0.rawValue)>") })
    let filled = template.rendered(values)
    #expect(filled.contains("<\(prompt.places[0].rawValue)>") && !filled.contains("{{"))
  }

  @Test func emptyPlacesLeaveNoHoles() throws {
    let template = try PromptTemplate("Ask {{question}}\n{{context}}\n\n{{values}}\n\nEnd", for: .question)
    #expect(template.rendered([.question: "why?"]) == "Ask why?\n\nEnd")
    #expect(template.rendered([.question: "why?", .values: "v"]) == "Ask why?\n\nv\n\nEnd")
    // What is filled in is no prompt.
    #expect(template.rendered([.question: "{{values}}", .values: "v"]) == "Ask {{values}}\n\nv\n\nEnd")
  }

  @Test(arguments: [
    ("Look at {{tabels}} and {{tables}}", PromptError.unknownPlace("tabels", .answer)),
    ("No place", .missingPlace(.answer)), ("{{tables}} {{joins", .open),
    ("{{rows}} {{tables}}", .unknownPlace("rows", .answer)),
  ])
  func whatCannotBeUsedIsRefused(text: String, error: PromptError) {
    #expect(throws: error) { try PromptTemplate(text, for: .answer) }
    let patch = Patch(.set, .prompt, on: .element(id: "answer"), .text(text))
    #expect(throws: PatchError.prompt(error)) { try patch.apply(to: .bare(tables: ["a.b.c"])) }
    #expect(error.sentence.count > 10)
  }

  @Test func aSpaceKeepsItsPromptsAndThePlatformGetsNone() throws {
    let bare = Space.bare(tables: ["a.b.c"])
    let patch = Patch(.set, .prompt, on: .element(id: "answer"), .text("Be terse.\n{{tables}}\n"))
    let own = try patch.apply(to: bare)
    #expect(own.ownPrompts == [.answer] && own.hash != bare.hash && own.findings().isEmpty)
    #expect(own.template(of: .answer)?.rendered([.tables: "t"]) == "Be terse.\nt")
    #expect(own.promptVersion(.answer) != bare.promptVersion(.answer))
    #expect(try Space.read(own.text(.pretty)).space.canonical() == own.canonical())
    #expect(own.forPlatform.canonical() == bare.canonical())
    let changes = Space.difference(from: bare, to: own)
    #expect(changes.map(\.subject) == ["prompt answer"] && changes.first?.after == ["Be terse.", "{{tables}}"])
    #expect(throws: PatchError.prompt(.unknownPrompt("system"))) {
      try Patch(.set, .prompt, on: .element(id: "system"), .text("x")).apply(to: bare)
    }
    #expect(throws: PatchError.notPresent) { try Patch(.remove, .prompt, on: .element(id: "answer")).apply(to: bare) }
    var broken = own
    broken.document = try JSON(
      parsing: own.document.text.replacing("{{tables}}", with: "{{tabels}}"))
    #expect(broken.findings().map(\.path) == ["prompts[0].content"])
    #expect(broken.template(of: .answer)?.text == Prompt.answer.standard)
  }
}
