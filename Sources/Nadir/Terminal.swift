#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What a program writes to, and the terminal that may be behind it.
package enum Terminal {
  package static let output: CInt = 1
  package static let errors: CInt = 2

  /// Whether it is a terminal on which a line can be drawn again.
  package static func isTerminal(_ descriptor: CInt) -> Bool {
    isatty(descriptor) == 1 && environment("TERM") != "dumb"
  }

  /// The number of columns of the terminal; 80 where it does not say, or there is none.
  package static func width(of descriptor: CInt) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  package static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Writes a text as it is.
  ///
  /// - Returns: The number of the system's error; `nil` where all of it is written.
  @discardableResult
  package static func write(_ text: String, to descriptor: CInt) -> CInt? {
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
        return errno
      }
    }
    return nil
  }
}
