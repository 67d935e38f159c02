import Basics
import FoundationEssentials
import Glibc

/// Names what a database file holds, the same on every machine and in every process.
struct FileContent {
  /// Size and time of the file and its write-ahead log: while they stay, so does the content.
  struct Stamp: Hashable {
    var sizes: [Int]
    var times: [Int]
    /// The time of the latest change, in nanoseconds since 1970.
    var latest = 0
  }

  private let paths: [String]

  init(path: String) { paths = [path, path + "-wal"] }

  var stamp: Stamp {
    var stamp = Stamp(sizes: [], times: [])
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      stamp.sizes.append(Int(status.st_size))
      stamp.times.append(Int(status.st_mtim.tv_sec))
      stamp.times.append(Int(status.st_mtim.tv_nsec))
      stamp.latest = max(stamp.latest, Int(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int(status.st_mtim.tv_nsec))
    }
    return stamp
  }

  /// Whether the file has been left alone so long that any further change must change its stamp.
  static func isSettled(_ stamp: Stamp) -> Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let passed = Int(now.tv_sec) &* 1_000_000_000 &+ Int(now.tv_nsec) &- stamp.latest
    return passed > 2_000_000_000
  }

  /// A digest of the bytes; of a file over 256 MB of its stamp instead. `nil` where the file cannot be read.
  func digest(_ stamp: Stamp) -> ContentHash? {
    guard stamp.sizes.reduce(0, +) <= 256 << 20 else {
      return ContentHash(of: "\(stamp.sizes) \(stamp.times)")
    }
    var bytes: [UInt8] = []
    for (index, path) in paths.enumerated() {
      guard let data = try? Data(contentsOf: URL(filePath: path)) else {
        if index == 0 { return nil }
        continue
      }
      bytes += data
    }
    return ContentHash(of: bytes)
  }
}
