internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// How far a replica is, in memory that it shares with its parent: it says so even if it does not live to say anything.
///
/// The memory is a file without a name, which the replica finds in the place of its standard input. It is empty until the
/// replica evaluates, so that code before that reads the end of a file.
final class ReplicaProgress: Sendable {
  private struct Words: ~Copyable {
    /// 2k + 1 while evaluation k is under way, counted from 0, and 2k + 2 after it.
    let stage = Atomic<UInt64>(0)
    /// When the evaluation under way began, in nanoseconds.
    let beginning = Atomic<UInt64>(0)
  }

  private static let size = 4096

  // It stays mapped for as long as this object is.
  private nonisolated(unsafe) let words: UnsafeMutablePointer<Words>

  /// Maps the file; `nil` where the system refuses it.
  init?(_ file: CInt) {
    guard ftruncate(file, off_t(ReplicaProgress.size)) == 0,
      let memory = mmap(nil, ReplicaProgress.size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), memory != MAP_FAILED
    else { return nil }
    // The file's zeros are the initial state of both.
    words = memory.assumingMemoryBound(to: Words.self)
  }

  deinit { munmap(words, ReplicaProgress.size) }

  /// A new file; `nil` when there is none to be had.
  static func file() -> Descriptor? {
    #if os(Linux)
      // In memory, where there is a place for that: a disk would have to be told of every change now and then.
      let name = "/nadir-\(getpid())-\(files.add(1, ordering: .relaxed).newValue)"
      let number = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
      if number >= 0 {
        shm_unlink(name)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        return Descriptor(number)
      }
    #endif
    let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(directory)/nadir-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { return nil }
    unlink(template)
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    return Descriptor(file)
  }

  /// The number of files so far.
  private static let files = Atomic(0)

  func begin(_ evaluation: UInt64, at instant: UInt64) {
    words.pointee.beginning.store(instant, ordering: .relaxed)
    words.pointee.stage.store(2 * evaluation + 1, ordering: .releasing)
  }

  func end(_ evaluation: UInt64) { words.pointee.stage.store(2 * evaluation + 2, ordering: .releasing) }

  /// The evaluation under way and when it began; `nil` between two of them.
  var current: (evaluation: UInt64, beginning: UInt64)? {
    let stage = words.pointee.stage.load(ordering: .acquiring)
    guard stage % 2 == 1 else { return nil }
    return (stage / 2, words.pointee.beginning.load(ordering: .relaxed))
  }
}

/// Nanoseconds on a clock that all processes of the system share.
func nanoseconds() -> UInt64 {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
}
