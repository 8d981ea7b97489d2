internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A file descriptor, closed once: when told so, or at the latest when nobody holds it.
final class Descriptor: Sendable {
  private let raw: Atomic<CInt>

  init(_ number: CInt) { raw = Atomic(number) }

  deinit { close() }

  /// The number, or −1 once it is closed; `poll` ignores that.
  var number: CInt { raw.load(ordering: .relaxed) }

  var isOpen: Bool { number >= 0 }

  func close() {
    let number = raw.exchange(-1, ordering: .relaxed)
    guard number >= 0 else { return }
    #if canImport(Darwin)
      _ = Darwin.close(number)
    #else
      _ = Glibc.close(number)
    #endif
  }

  /// From now on reading and writing return at once.
  func doNotBlock() {
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
  }
}

/// The two ends of a new pipe, which no process that is started inherits.
struct Pipe {
  let reading: Descriptor
  let writing: Descriptor

  /// `nil` when the process has no file descriptor left; `errno` says so.
  init?() {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reading = Descriptor(ends[0])
    writing = Descriptor(ends[1])
  }
}

/// Writes what fits into a pipe that does not block, at once.
///
/// The signal that a pipe without a reader would send to this process is kept from it, without touching how the process
/// handles signals elsewhere.
///
/// - Returns: The number of bytes written, 0 when the pipe is full, or `nil` when nobody will read it.
func writeAvailable(_ bytes: ArraySlice<UInt8>, to pipe: CInt) -> Int? {
  #if canImport(Darwin)
    _ = fcntl(pipe, F_SETNOSIGPIPE, 1)
    let (count, code) = bytes.withUnsafeBytes { (write(pipe, $0.baseAddress, $0.count), errno) }
  #else
    var pipeSignal = sigset_t()
    var before = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipeSignal, &before)
    let (count, code) = bytes.withUnsafeBytes { (write(pipe, $0.baseAddress, $0.count), errno) }
    if count < 0, code == EPIPE, sigismember(&before, SIGPIPE) == 0 {
      var none = timespec()
      sigtimedwait(&pipeSignal, nil, &none)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
  #endif
  if count >= 0 { return count }
  return code == EAGAIN || code == EINTR ? 0 : nil
}

/// Writes what fits into a socket that does not block, at once.
///
/// - Returns: As for a pipe, which costs more.
func sendAvailable(_ bytes: [UInt8], to socket: CInt) -> Int? {
  #if canImport(Darwin)
    return writeAvailable(bytes[...], to: socket)
  #else
    let (count, code) = bytes.withUnsafeBytes {
      (send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)), errno)
    }
    if count >= 0 { return count }
    return code == EAGAIN || code == EINTR ? 0 : nil
  #endif
}

/// Appends what can be read at once, at most 64 KiB.
///
/// - Returns: Whether more may come: `false` at the end of what was written.
func readAvailable(from pipe: CInt, into bytes: inout [UInt8]) -> Bool {
  withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
    let count = read(pipe, buffer.baseAddress, buffer.count)
    if count > 0 { bytes.append(contentsOf: buffer[..<count]) }
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))
  }
}
