#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that is either as it was or written completely.
struct OutputFile {
  private let path: String

  /// - Throws: A failure when the file could not be written now, so that it is known before a long run.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard access(folder, W_OK) == 0 else { throw .wrongInput("'\(path)' cannot be written: \(Self.reason)") }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw .wrongInput("'\(path)' cannot be written: it is a directory")
    }
  }

  /// Writes to a file beside it first, and moves that into its place.
  func write(_ text: String) throws(CommandFailure) {
    let draft = "\(path).\(getpid()).tmp"
    guard let file = fopen(draft, "w") else { throw failure }
    let isWritten = fputs(text, file) >= 0 && fflush(file) == 0 && fsync(fileno(file)) == 0
    guard fclose(file) == 0, isWritten, rename(draft, path) == 0 else {
      let failure = failure
      unlink(draft)
      throw failure
    }
  }

  private var failure: CommandFailure { .failed("'\(path)' cannot be written: \(Self.reason)") }

  private static var reason: String { String(cString: strerror(errno)) }
}
