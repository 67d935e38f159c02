internal import Basics
internal import Displays

/// The cell that runs, or has failed and waits for its fate to be told.
struct RunningCell: Sendable {
  let id: CellID
  let request: Request
  let number: Int
  let silent: Bool
  let isStored: Bool
  let stopsOnError: Bool
  let allowsInput: Bool
  let arrival: Int
  /// The plain text of the result, for the history.
  var result: String?
  /// What the client's pager shows once the cell has ended.
  var page: Bundle?
  var input: Ticket?
  var settlement: Settlement?

  init(id: CellID, request: Request, source: String, number: Int, arrival: Int) {
    self.id = id
    self.request = request
    self.number = number
    self.arrival = arrival
    silent = request.content["silent"]?.boolValue ?? false
    let isBlank = source.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    isStored = !silent && !isBlank && (request.content["store_history"]?.boolValue ?? true)
    stopsOnError = request.content["stop_on_error"]?.boolValue ?? true
    allowsInput = request.content["allow_stdin"]?.boolValue ?? false
  }
}

/// The pause between a failure and its reply.
///
/// What a client sent together with the failed cell must be aborted, and what it sends once it knows of the failure
/// must run. A cell can fail faster than the next request travels, so the reply waits until the wire has been quiet
/// for a moment: all that came before the reply is aborted, all that comes after it runs.
struct Settlement: Sendable {
  /// Requests sent with the cell arrive within this time of it.
  static let reach = 12_000
  /// Another request may follow one that came by this much.
  static let gap = 4_000
  static let longest = 150_000

  let error: CellError
  let start: Int
  private(set) var deadline: Int

  init(_ error: CellError, cellArrival: Int, lastArrival: Int, now: Int) {
    self.error = error
    start = now
    deadline = max(now, cellArrival + Self.reach, lastArrival + Self.gap)
  }

  mutating func extend(at now: Int) {
    deadline = min(start + Self.longest, max(deadline, now + Self.gap))
  }
}
