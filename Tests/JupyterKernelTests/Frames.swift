import Basics

@testable import JupyterKernel

/// Frames of a request as a client makes them.
func frames(
  _ type: String, _ content: JSON = [:], id: String = "m1", key: [UInt8] = Array("secret".utf8),
  identities: [[UInt8]] = [[1, 2]], buffers: [[UInt8]] = []
) -> [[UInt8]] {
  let header: JSON = ["msg_id": .string(id), "msg_type": .string(type), "session": "client"]
  return signed([header.bytes, Array("{}".utf8), Array("{}".utf8), content.bytes], key: key, identities, buffers)
}

/// Ready-made parts with a right signature.
func signed(
  _ parts: [[UInt8]], key: [UInt8] = Array("secret".utf8), _ identities: [[UInt8]] = [[1, 2]], _ buffers: [[UInt8]] = []
) -> [[UInt8]] {
  identities + [WireFormat.delimiter, Signer(key: key).signature(of: parts)] + parts + buffers
}

func request(_ type: String, _ content: JSON = [:], id: String = "m1", from identity: UInt8 = 1) -> Request {
  Request(
    identities: [[identity]], header: Array(#"{"msg_id":"\#(id)"}"#.utf8), id: id, type: type, subshell: nil,
    content: content.objectValue ?? JSONObject())
}
