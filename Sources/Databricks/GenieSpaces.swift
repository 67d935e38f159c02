internal import Basics
internal import HTTP

/// A Genie space as the workspace holds it.
package struct GenieSpace: Sendable, Hashable {
  package var id: String
  package var title: String
  package var description: String
  package var warehouse: String
  /// The `serialized_space` as text; empty where it was not asked for or not allowed.
  package var serialized: String
  /// Names this state of the space, so that a change made meanwhile by others is found out.
  package var etag: String?

  init(_ json: JSON) throws(WorkspaceError) {
    guard let id = json["space_id"]?.stringValue ?? json["id"]?.stringValue else {
      throw .malformed(what: "a space without an id")
    }
    self.id = id
    title = json["title"]?.stringValue ?? ""
    description = json["description"]?.stringValue ?? ""
    warehouse = json["warehouse_id"]?.stringValue ?? ""
    serialized = json["serialized_space"]?.stringValue ?? ""
    etag = json["etag"]?.stringValue
  }
}

/// The spaces of a workspace: list, pull, push, make, remove.
package struct GenieSpaces: Sendable {
  package let workspace: Workspace
  private static let path = "/api/2.0/genie/spaces"

  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// All spaces that the user may see, without their contents.
  package func all() async throws(WorkspaceError) -> [GenieSpace] {
    var spaces: [GenieSpace] = []
    for item in try await workspace.list(Self.path, "spaces") { spaces.append(try GenieSpace(item)) }
    return spaces
  }

  /// A space with its content; that needs the right to edit it.
  package func pull(_ id: String) async throws(WorkspaceError) -> GenieSpace {
    let json = try await workspace.call(
      .get, Self.path(of: id), query: [("include_serialized_space", "true")])
    let space = try GenieSpace(json)
    guard !space.serialized.isEmpty else { throw .forbidden(message: "the content of a space needs the right to edit") }
    return space
  }

  /// Makes a space.
  package func make(
    _ serialized: String, title: String, description: String = "", warehouse: String
  ) async throws(WorkspaceError) -> GenieSpace {
    let body: JSON = [
      "title": .string(title), "description": .string(description), "warehouse_id": .string(warehouse),
      "serialized_space": .string(serialized),
    ]
    let made = try GenieSpace(try await workspace.call(.post, Self.path, body: body))
    return try await pull(made.id)
  }

  /// Replaces the whole content, unless someone changed the space since `etag`; gives it back as the workspace holds
  /// it now.
  package func push(
    _ serialized: String, description: String? = nil, to id: String, etag: String?
  ) async throws(WorkspaceError) -> GenieSpace {
    var fields = [("serialized_space", JSON.string(serialized))]
    if let description { fields.append(("description", .string(description))) }
    if let etag { fields.append(("etag", .string(etag))) }
    // The same content once more is the same content, and a lost answer shows as a stale etag at worst.
    _ = try await workspace.call(.patch, Self.path(of: id), body: .object(JSONObject(fields)))
    return try await pull(id)
  }

  /// Moves a space to the trash; one that is gone already is no failure.
  package func remove(_ id: String) async throws(WorkspaceError) {
    do throws(WorkspaceError) {
      _ = try await workspace.call(.delete, Self.path(of: id))
    } catch {
      guard case .notFound = error else { throw error }
    }
  }

  static func path(of id: String) -> String { path + "/" + urlEscaped(id) }
}
