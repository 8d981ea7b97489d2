#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that is either as it was or written completely.
struct OutputFile {
  let path: String

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

  /// The file with this path, where there is one.
  static func ifNamed(_ path: String?) throws(CommandFailure) -> OutputFile? {
    if let path { try OutputFile(path) } else { nil }
  }

  func write(_ text: String) throws(CommandFailure) {
    try write { write throws(CommandFailure) in try write(text) }
  }

  /// Writes what `body` hands to its argument, piece by piece.
  func write(
    _ body: ((String) throws(CommandFailure) -> Void) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    try replace { draft throws(CommandFailure) in
      guard let file = fopen(draft, "w") else { throw failure }
      var isOpen = true
      defer { if isOpen { fclose(file) } }
      try body { text throws(CommandFailure) in
        // Not as a string of C, which would end at a null character.
        let bytes = Array(text.utf8)
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw failure }
      }
      guard fflush(file) == 0, fsync(fileno(file)) == 0 else { throw failure }
      isOpen = false
      guard fclose(file) == 0 else { throw failure }
    }
  }

  /// Lets a file be written beside it first, which then takes its place.
  func replace(by write: (_ draft: String) throws(CommandFailure) -> Void) throws(CommandFailure) {
    let draft = "\(path).\(getpid()).tmp"
    do throws(CommandFailure) {
      try write(draft)
      guard rename(draft, path) == 0 else { throw failure }
    } catch {
      unlink(draft)
      throw error
    }
  }

  private var failure: CommandFailure { .failed("'\(path)' cannot be written: \(Self.reason)") }

  private static var reason: String { String(cString: strerror(errno)) }
}
