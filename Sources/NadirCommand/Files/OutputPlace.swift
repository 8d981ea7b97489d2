#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a path that is to be written leads to.
struct OutputPlace {
  /// The absolute path at the end of all links, the same for all paths to a file.
  let target: String
  /// Whether a new file takes the place of what is there. That must never happen to a device or a pipe, which would be
  /// gone, for every other program too.
  let isReplaced: Bool
  /// Those of the file that is there.
  let permissions: mode_t?

  /// - Throws: A failure when it could not be written now.
  init(_ path: String) throws(CommandFailure) {
    func failure(_ reason: String) -> CommandFailure { .wrongInput("'\(path)' cannot be written: \(reason)") }
    guard !path.isEmpty else { throw failure("a file has a name") }
    guard path != "-" else { throw failure("it is no file; name one, or /dev/stdout") }
    target = Self.target(of: path)
    var status = stat()
    let exists = stat(path, &status) == 0
    let type = status.st_mode & S_IFMT
    guard !exists || type != S_IFDIR else { throw failure("it is a directory") }
    // What a descriptor leads to may be a file, but others are writing to it.
    let isDescriptor = ["/dev/std", "/dev/fd/", "/proc/"].contains { path.hasPrefix($0) }
    isReplaced = !isDescriptor && (!exists || type == S_IFREG)
    permissions = exists ? status.st_mode & 0o777 : nil
    if exists, access(path, W_OK) != 0 { throw failure(String(cString: strerror(errno))) }
    if isReplaced, access(Self.folder(of: target), W_OK) != 0 { throw failure(String(cString: strerror(errno))) }
  }

  /// Where a path leads, whether there is a file or not.
  static func target(of path: String) -> String {
    if let target = resolved(path) { return target }
    guard let folder = resolved(folder(of: path)) else { return path }
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    return folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }
}
