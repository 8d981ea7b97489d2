#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that is either as it was or written completely. What is no file but has the name of one, such as a pipe or
/// `/dev/stdout`, is written to and stays what it is.
struct OutputFile {
  /// As it was named.
  let path: String
  private let place: OutputPlace

  /// - Throws: A failure when the file could not be written now, so that it is known before a long run.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    place = try OutputPlace(path)
  }

  /// A file for a report, whose name says so: the name of a result would be lost to a page too easily.
  static func page(_ path: String) throws(CommandFailure) -> OutputFile {
    let file = try OutputFile(path)
    guard !file.place.isReplaced || [".html", ".htm"].contains(where: { path.lowercased().hasSuffix($0) }) else {
      throw .wrongInput("'\(path)' is no page; the name of a report must end in .html or .htm")
    }
    return file
  }

  /// Whether it is one that another can take the place of, and not a device or a pipe.
  var isReplaced: Bool { place.isReplaced }

  /// - Throws: A failure where writing it would overwrite one of the files that are read.
  func spare(_ inputs: [String]) throws(CommandFailure) {
    guard let input = inputs.first(where: { replaces($0) }) else { return }
    throw .wrongInput("'\(path)' cannot be written: it is '\(input)', which is read")
  }

  /// Whether writing it would overwrite another file.
  private func replaces(_ other: String) -> Bool { place.isReplaced && OutputPlace.target(of: other) == place.target }

  /// Whether writing both would leave one of them.
  func isSame(as other: OutputFile) -> Bool { other.place.isReplaced && replaces(other.path) }

  func write(_ text: String) throws(CommandFailure) {
    try write { write throws(CommandFailure) in try write(text) }
  }

  /// Writes what `body` hands to its argument, piece by piece.
  func write(
    _ body: ((String) throws(CommandFailure) -> Void) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    try replace { draft throws(CommandFailure) in
      // At the end: what a device or a pipe has taken cannot be taken back, and a draft is empty.
      guard let file = fopen(draft, "a") else { throw failure }
      var isOpen = true
      defer { if isOpen { fclose(file) } }
      try body { text throws(CommandFailure) in
        // Not as a string of C, which would end at a null character.
        let bytes = Array(text.utf8)
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw failure }
      }
      guard fflush(file) == 0, !place.isReplaced || fsync(fileno(file)) == 0 else { throw failure }
      isOpen = false
      guard fclose(file) == 0 else { throw failure }
    }
  }

  /// Lets a file be written beside it first, which then takes its place.
  func replace(by write: (_ draft: String) throws(CommandFailure) -> Void) throws(CommandFailure) {
    guard place.isReplaced else { return try write(path) }
    let draft = "\(place.target).\(getpid()).tmp"
    unlink(draft)
    do throws(CommandFailure) {
      try write(draft)
      if let permissions = place.permissions, chmod(draft, permissions) != 0 { throw failure }
      guard rename(draft, place.target) == 0 else { throw failure }
    } catch {
      unlink(draft)
      throw error
    }
  }

  private var failure: CommandFailure { .failed("'\(path)' cannot be written: \(String(cString: strerror(errno)))") }
}
