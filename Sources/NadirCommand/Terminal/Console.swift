#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif
import Synchronization

/// Standard output and standard error, and the terminal behind the latter.
enum Console {
  /// Writes a line to standard output.
  static func say(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Writes a line to standard error, which may have come from a program.
  static func complain(_ text: String) { write(text.printable + "\n", to: STDERR_FILENO) }

  /// Whether something that was to be said could not be.
  static var isOutputLost: Bool { outputIsLost.load(ordering: .relaxed) }

  private static let outputIsLost = Atomic(false)

  /// Writes to standard error, as it is.
  static func draw(_ text: String) { write(text, to: STDERR_FILENO) }

  /// From now on, what is said when nobody reads any further is lost, and does not end the process.
  static func outliveReaders() { signal(SIGPIPE, SIG_IGN) }

  /// Ends the process.
  static func exit(_ status: ExitStatus) -> Never {
    #if canImport(Darwin)
      Darwin.exit(status.rawValue)
    #else
      Glibc.exit(status.rawValue)
    #endif
  }

  /// Ends the process at once, whatever other threads are doing.
  static func exitNow(_ status: ExitStatus) -> Never { _exit(status.rawValue) }

  /// Whether standard error is a terminal on which a line can be drawn again.
  static var isTerminal: Bool {
    guard isatty(STDERR_FILENO) == 1 else { return false }
    return environment("TERM") != "dumb"
  }

  /// The number of columns of the terminal behind standard error.
  static var width: Int { width(of: STDERR_FILENO) }

  /// Whether standard output is a terminal that is to have colors; see https://no-color.org.
  static var outputIsColored: Bool {
    isatty(STDOUT_FILENO) == 1 && environment("TERM") != "dumb" && (environment("NO_COLOR") ?? "").isEmpty
  }

  /// The number of columns of the terminal behind standard output.
  static var outputWidth: Int { width(of: STDOUT_FILENO) }

  private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  private static func width(of descriptor: CInt) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private static func write(_ text: String, to descriptor: CInt) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { bytes in
        #if canImport(Darwin)
          Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #else
          Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        // Whoever reads no further, as 'head', has what it wants.
        guard descriptor == STDOUT_FILENO, errno != EPIPE else { return }
        let reason = String(cString: strerror(errno))
        if !outputIsLost.exchange(true, ordering: .relaxed) {
          complain("error: standard output cannot be written: \(reason)")
        }
        return
      }
    }
  }
}
