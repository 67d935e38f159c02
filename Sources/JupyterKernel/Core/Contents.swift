internal import Basics
internal import Displays

/// The contents of messages, as the protocol words them.
enum Contents {
  static func success(count: Int, expressions: JSON, payload: [JSON] = []) -> JSON {
    [
      "status": "ok", "execution_count": .int(count), "user_expressions": expressions, "payload": .array(payload),
    ]
  }

  static let leave: JSON = ["source": "ask_exit", "keepkernel": false]

  static func page(_ bundle: Bundle) -> JSON { ["source": "page", "data": .object(bundle.data), "start": 0] }

  static func failure(_ error: CellError, count: Int) -> JSON {
    [
      "status": "error", "execution_count": .int(count), "ename": .string(error.name), "evalue": .string(error.message),
      "traceback": traceback(error), "user_expressions": [:], "payload": [],
    ]
  }

  static func aborted(count: Int) -> JSON {
    ["status": "aborted", "execution_count": .int(count), "user_expressions": [:], "payload": []]
  }

  static func error(_ error: CellError) -> JSON {
    ["ename": .string(error.name), "evalue": .string(error.message), "traceback": traceback(error)]
  }

  /// Front ends show the traceback and nothing else of an error, so it is never empty.
  private static func traceback(_ error: CellError) -> JSON {
    .strings(error.report.isEmpty ? ["\(error.name): \(error.message)"] : error.report)
  }

  static func display(_ bundle: Bundle, id: String?) -> JSON {
    [
      "data": .object(bundle.data), "metadata": .object(bundle.metadata),
      "transient": id.map { ["display_id": .string($0)] } ?? [:],
    ]
  }

  static func result(_ bundle: Bundle, count: Int) -> JSON {
    ["data": .object(bundle.data), "metadata": .object(bundle.metadata), "execution_count": .int(count)]
  }

  static func completeness(_ completeness: Completeness) -> JSON {
    switch completeness {
    case .complete: ["status": "complete"]
    case .incomplete(let indent): ["status": "incomplete", "indent": .string(indent)]
    case .invalid: ["status": "invalid"]
    }
  }

  static func completions(_ completions: Completions) -> JSON {
    let types = completions.candidates.map { candidate -> JSON in
      [
        "text": .string(candidate.text), "type": .string(candidate.kind), "signature": .string(candidate.summary),
        "start": .int(completions.start), "end": .int(completions.end),
      ]
    }
    return [
      "status": "ok", "matches": .strings(completions.candidates.map(\.text)), "cursor_start": .int(completions.start),
      "cursor_end": .int(completions.end), "metadata": ["_jupyter_types_experimental": .array(types)],
    ]
  }

  static func inspection(_ bundle: Bundle?) -> JSON {
    [
      "status": "ok", "found": .bool(bundle != nil), "data": .object(bundle?.data ?? JSONObject()),
      "metadata": .object(bundle?.metadata ?? JSONObject()),
    ]
  }

  /// One value of `user_expressions`.
  static func expression(_ value: Result<Bundle, CellError>) -> JSON {
    switch value {
    case .success(let bundle):
      ["status": "ok", "data": .object(bundle.data), "metadata": .object(bundle.metadata)]
    case .failure(let error):
      [
        "status": "error", "ename": .string(error.name), "evalue": .string(error.message),
        "traceback": traceback(error),
      ]
    }
  }
}

extension KernelCore {
  var kernelInfo: JSON {
    [
      "status": "ok", "protocol_version": .string(WireFormat.protocolVersion), "implementation": "chaos-llama",
      "implementation_version": .string(version), "banner": .string(language.banner), "debugger": false,
      "supported_features": [],
      "language_info": [
        "name": .string(language.name), "version": .string(language.version), "mimetype": .string(language.mimeType),
        "file_extension": .string(language.fileExtension), "codemirror_mode": .string(language.codeMirrorMode),
        "pygments_lexer": .string(language.pygmentsLexer), "nbconvert_exporter": "script",
      ],
      "help_links": .array(language.helpLinks.map { ["text": .string($0.text), "url": .string($0.url)] }),
    ]
  }
}

extension Request {
  /// The source in question, if there is one.
  var code: String? { content["code"]?.stringValue }

  /// The cursor as an offset in Unicode scalars that lies inside `source`; by default its end.
  func cursor(in source: String) -> Int {
    let end = source.unicodeScalars.count
    return min(max(0, content["cursor_pos"]?.intValue ?? end), end)
  }
}

extension String {
  func replacingSuffix(_ suffix: String, by other: String) -> String {
    hasSuffix(suffix) ? dropLast(suffix.count) + other : self
  }
}
