#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A file that is at every moment either as it was or written completely.
struct ReplacedFile: Sendable {
  /// As it was named.
  let path: String
  /// Where that leads to, at the end of all links.
  private let target: String

  /// Why a file cannot be read or written, in words.
  struct Failure: Error, Sendable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// The last error of the system.
    fileprivate static var system: Failure { Failure(String(cString: strerror(errno))) }
  }

  /// - Throws: A failure when it could not be written now.
  init(_ path: String) throws(Failure) {
    guard !path.isEmpty else { throw Failure("a file has a name") }
    self.path = path
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    let name = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    var status = stat()
    if let resolved = ReplacedFile.resolved(path), stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else { throw Failure("it is there, and no file") }
      target = resolved
      guard access(target, W_OK) == 0 else { throw .system }
    } else {
      guard let resolved = ReplacedFile.resolved(folder) else { throw .system }
      guard !name.isEmpty else { throw Failure("it is a folder") }
      target = resolved + "/" + name
    }
    // The file that takes its place is written beside it.
    guard access(String(target[...(target.lastIndex(of: "/") ?? target.startIndex)]), W_OK) == 0 else { throw .system }
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// What is in it; `nil` where there is no file.
  func read() throws(Failure) -> [UInt8]? {
    guard let file = fopen(target, "r") else {
      if errno == ENOENT { return nil }
      throw .system
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      bytes += buffer[..<count]
      if count < buffer.count { break }
    }
    guard ferror(file) == 0 else { throw .system }
    return bytes
  }

  /// Writes a file beside it, which then takes its place and has its permissions.
  func write(_ bytes: [UInt8]) throws(Failure) {
    let draft = "\(target).\(getpid()).tmp"
    do throws(Failure) {
      guard let file = fopen(draft, "w") else { throw .system }
      var isOpen = true
      defer { if isOpen { fclose(file) } }
      guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw .system }
      var status = stat()
      if stat(target, &status) == 0 {
        guard fchmod(fileno(file), status.st_mode & 0o7777) == 0 else { throw .system }
      }
      // What takes the place of a file must be on the disk before it does.
      guard fflush(file) == 0, fsync(fileno(file)) == 0 else { throw .system }
      isOpen = false
      guard fclose(file) == 0 else { throw .system }
      guard rename(draft, target) == 0 else { throw .system }
    } catch {
      unlink(draft)
      throw error
    }
  }
}
