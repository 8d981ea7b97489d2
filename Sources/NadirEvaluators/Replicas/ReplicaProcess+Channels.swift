#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

extension ReplicaProcess {
  /// A socket for requests and answers in the place of standard output, a pipe for standard error, and for standard input
  /// the file of the progress; `nil` where there is no descriptor left.
  static func channels() -> (ChildProcess.Channels, progress: Descriptor)? {
    var ends: [CInt] = [-1, -1]
    guard let file = ReplicaProgress.file(), let errors = Pipe(),
      socketpair(AF_UNIX, streamSocket, 0, &ends) == 0
    else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (ours, theirs) = (Descriptor(ends[0]), Descriptor(ends[1]))
    // What is inherited is closed here, and the file still has to be mapped.
    let copy = Descriptor(fcntl(file.number, F_DUPFD_CLOEXEC, 3))
    let channels = ChildProcess.Channels(
      input: ours, output: ours, errors: errors.reading, inherited: [copy, theirs, errors.writing])
    return (channels, file)
  }
}

#if canImport(Darwin)
  private let streamSocket = SOCK_STREAM
#else
  private let streamSocket = CInt(SOCK_STREAM.rawValue)
#endif
