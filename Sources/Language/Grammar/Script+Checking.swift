extension Script {
  /// Why some of its commands cannot be read, found before any of them runs.
  ///
  /// In a loop the values are not known yet, so that a wrong one shows only when its turn comes.
  package func errors(
    in source: Source, table: CommandTable = .standard(), values: [String: String] = [:]
  ) -> [ParseError] {
    errors(blocks, source, table, values, isLoop: false)
  }

  private func errors(
    _ blocks: [Block], _ source: Source, _ table: CommandTable, _ values: [String: String], isLoop: Bool
  ) -> [ParseError] {
    blocks.flatMap { block in
      switch block {
      case .commands(let span):
        let variables = Variables(values, usedIn: source.text(span))
        return parse(source, in: span, table: table, variables: variables).errors.filter { error in
          if isLoop, case .wrongValue = error.kind { false } else { true }
        }
      case .loop(let loop):
        let inner = values.merging(loop.values(of: loop.name, path: loop.name)) { _, new in new }
        return errors(loop.body, source, table, inner, isLoop: true)
      }
    }
  }
}

extension Script.Loop {
  /// What the loop's variables stand for in the turn of one file.
  package func values(of name: String, path: String) -> [String: String] {
    [self.name: name, self.name + "_path": path]
  }
}

extension Variables {
  /// Those of `values` that a text uses, so that the others are no mistake in it.
  package init(_ values: [String: String], usedIn text: String) {
    self.init(values.filter { text.contains("${\($0.key)}") || text.contains("${\($0.key)=") })
  }
}
