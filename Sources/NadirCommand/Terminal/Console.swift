#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif
import Nadir
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
  static var isTerminal: Bool { Terminal.isTerminal(Terminal.errors) }

  /// The number of columns of the terminal behind standard error.
  static var width: Int { Terminal.width(of: Terminal.errors) }

  /// Whether standard output is a terminal that is to have colors; see https://no-color.org.
  static var outputIsColored: Bool {
    Terminal.isTerminal(Terminal.output) && (Terminal.environment("NO_COLOR") ?? "").isEmpty
  }

  /// The number of columns of the terminal behind standard output.
  static var outputWidth: Int { Terminal.width(of: Terminal.output) }

  private static func write(_ text: String, to descriptor: CInt) {
    // Whoever reads no further, as 'head', has what it wants.
    guard let error = Terminal.write(text, to: descriptor), descriptor == STDOUT_FILENO, error != EPIPE else { return }
    let reason = String(cString: strerror(error))
    if !outputIsLost.exchange(true, ordering: .relaxed) {
      complain("error: standard output cannot be written: \(reason)")
    }
  }
}
