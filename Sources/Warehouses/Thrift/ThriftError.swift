/// Why bytes are no answer in Thrift's binary protocol.
enum ThriftError: Error, Sendable, Hashable {
  /// They end inside a value.
  case truncated
  /// A length or a count below zero, or beyond what is left.
  case badLength(Int)
  case unknownType(UInt8)
  case tooDeep
  /// Not the strict protocol's first bytes: another protocol, or no Thrift at all.
  case notThrift
  /// The answer to another call.
  case otherMessage(String)
  /// The server's own complaint about the call.
  case exception(String)
  /// A field that an answer must have.
  case missing(String)
}

extension ThriftError: CustomStringConvertible {
  /// Part of a sentence about an answer.
  var description: String {
    switch self {
    case .truncated: "it ends in the middle of a value"
    case .badLength(let length): "it gives a length of \(length)"
    case .unknownType(let type): "it holds a value of the unknown type \(type)"
    case .tooDeep: "it nests too deep"
    case .notThrift: "it is not Thrift's binary protocol"
    case .otherMessage(let name): "it answers \(name), which was not asked"
    case .exception(let message): "the server says: \(message)"
    case .missing(let field): "it has no \(field)"
    }
  }
}
