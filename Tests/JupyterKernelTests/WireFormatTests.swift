import Basics
import Testing

@testable import JupyterKernel

struct WireFormatTests {
  private var format = WireFormat(signer: Signer(key: Array("secret".utf8)), session: "s")

  @Test mutating func readsARequest() throws {
    let request = try format.read(frames("kernel_info_request", ["a": 1], identities: [[7], [0, 255]]))
    #expect(request.type == "kernel_info_request")
    #expect(request.id == "m1")
    #expect(request.identities == [[7], [0, 255]])
    #expect(request.content["a"] == 1)
  }

  @Test mutating func keepsTheHeaderByteForByte() throws {
    let header = Array(#"{ "msg_id":"x", "msg_type":"t", "n": 1.0e+2, "u": "\ud83e", "k": [ {} ] }"#.utf8)
    let parts = [header, Array("{}".utf8), Array("{}".utf8), Array("{}".utf8)]
    let request = try format.read(signed(parts))
    let reply = format.write(Message("reply", [:], answering: request))
    #expect(reply[3] == header)
  }

  @Test mutating func takesTheFirstDelimiter() throws {
    let buffers = [WireFormat.delimiter, [1], WireFormat.delimiter]
    let request = try format.read(frames("t", buffers: buffers))
    #expect(request.identities == [[1, 2]])
  }

  @Test(arguments: ["", "zz", "00", "g", "\u{FF}"])
  func refusesOtherSignatures(_ signature: String) {
    var format = format
    var forged = frames("t")
    forged[2] = Array(signature.utf8)
    #expect(throws: WireError.wrongSignature) { try format.read(forged) }
  }

  @Test func refusesSignaturesThatBeginRight() {
    let right = frames("t")
    let signature = right[2]
    let changed: [[UInt8]] = [
      signature.dropLast(), signature + [0x30], signature + [0], Array(signature.dropFirst()),
    ]
    for wrong in changed {
      var format = format
      var forged = right
      forged[2] = wrong
      #expect(throws: WireError.wrongSignature) { try format.read(forged) }
    }
  }

  @Test mutating func refusesAnotherKeyAndAReplay() throws {
    #expect(throws: WireError.wrongSignature) { try format.read(frames("t", key: [1])) }
    let once = frames("t")
    _ = try format.read(once)
    #expect(throws: WireError.replayed) { try format.read(once) }
    #expect(throws: Never.self) { try format.read(frames("t", id: "m2")) }
  }

  @Test func believesEverythingWithoutAKey() throws {
    var open = WireFormat(signer: Signer(key: []))
    let unsigned = frames("t", key: [])
    #expect(unsigned[2] == [])
    let types = [try open.read(unsigned).type, try open.read(unsigned).type]
    #expect(types == ["t", "t"])
    let written = open.write(Message("r", [:]))
    #expect(written[1] == [])
  }

  @Test(arguments: [
    (["{", "{}", "{}", "{}"], WireError.notAnObject(part: "header")),
    (["{}", "nope", "{}", "{}"], .notAnObject(part: "parent_header")),
    (["{}", "{}", "[]", "{}"], .notAnObject(part: "metadata")),
    (["{}", "{}", "{}", "7"], .notAnObject(part: "content")),
    (["", "", "", ""], .notAnObject(part: "header")), (["{}", "{}", "{}", "{}"], .noMessageType),
    ([#"{"msg_type":7}"#, "{}", "{}", "{}"], .noMessageType),
    ([#"{"msg_type":"t"}"#, "{}", "{}", "{}"], .noMessageID),
    ([String(repeating: "[", count: 20000), "{}", "{}", "{}"], .notAnObject(part: "header")),
  ])
  func refusesMalformedParts(_ parts: [String], _ error: WireError) {
    var format = format
    #expect(throws: error) { try format.read(signed(parts.map { Array($0.utf8) })) }
  }

  @Test func refusesShortMessages() {
    let whole = frames("t")
    for count in 0..<whole.count {
      var format = format
      let error: WireError = count < 2 ? .noDelimiter : .tooFewFrames
      #expect(throws: error) { try format.read(Array(whole.prefix(count))) }
    }
  }

  @Test func survivesNoise() {
    var noise = SeededGenerator(seed: 1, purpose: "frames")
    let right = frames("execute_request", ["code": "x", "list": [1, nil, "é"]])
    for _ in 0..<3000 {
      var format = format
      var wrong = right
      let frame = Int.random(in: 1..<wrong.count, using: &noise)
      if wrong[frame].isEmpty || Bool.random(using: &noise) {
        wrong[frame].append(UInt8.random(in: 0...255, using: &noise))
      } else {
        let byte = Int.random(in: 0..<wrong[frame].count, using: &noise)
        wrong[frame][byte] ^= UInt8.random(in: 1...255, using: &noise)
      }
      #expect(throws: WireError.self) { try format.read(wrong) }
    }
  }

  @Test func survivesSignedNoise() {
    var noise = SeededGenerator(seed: 2, purpose: "parts")
    let alphabet = Array(#"{}[]":,\u0 e-1.t"#.utf8) + [0xFF, 0xC3, 0]
    for _ in 0..<3000 {
      var format = format
      let parts = (0..<4).map { _ in
        (0..<Int.random(in: 0..<30, using: &noise)).map { _ in alphabet.randomElement(using: &noise) ?? 0 }
      }
      #expect(throws: WireError.self) { try format.read(signed(parts)) }
    }
  }

  @Test mutating func writesWhatItCanRead() throws {
    let first = format.write(Message("status", ["execution_state": "idle"]))
    let second = format.write(Message("status", ["execution_state": "idle"]))
    let read = try format.read(first)
    #expect(read.content["execution_state"] == "idle")
    let header = try JSON(parsing: first[2])
    #expect(header.objectValue?.names.sorted() == ["date", "msg_id", "msg_type", "session", "username", "version"])
    #expect(header["session"] == "s")
    #expect(try JSON(parsing: second[2])["msg_id"] != header["msg_id"])
    #expect(first[3] == Array("{}".utf8))
  }
}

struct SignerTests {
  /// RFC 4231, test case 2.
  @Test(arguments: [
    (HashFunction.sha256, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    (
      .sha512,
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
    ),
  ])
  func signsAsTheStandardSays(_ function: HashFunction, _ expected: String) {
    let signer = Signer(function, key: Array("Jefe".utf8))
    let parts = ["what do ya ", "want ", "for ", "nothing?"].map { Array($0.utf8) }
    #expect(signer.signature(of: parts) == Array(expected.utf8))
  }
}

struct ReplayMemoryTests {
  @Test func forgetsTheOldestFirst() {
    var memory = ReplayMemory(capacity: 3)
    let admitted = [1, 2, 3, 4, 4, 2, 1, 2].map { memory.admits([$0]) }
    #expect(admitted == [true, true, true, true, false, false, true, true])
  }
}
