/// An example of the space, compiled.
struct ExampleRule: Sendable {
  var id: String
  var hash: UInt64
}
